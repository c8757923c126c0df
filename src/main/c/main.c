/*
 * bin/nsjava, the front door. It is the process that the user started, and becomes the program:
 * nothing of it may show in there. It knows nothing of commands and options: it asks, and does what
 * the answer says.
 */
#include "launcher.h"

#include <string.h>
#include <sys/auxv.h>
#include <sys/sysinfo.h>
#include <unistd.h>

#define MANY_TASKS 500

struct launch launch = { .prog = "nsjava",
			 .hints = true,
			 .assistant = -1,
			 .served = -1,
			 .parent = -1,
			 .target_pid = "-" };

/*
 * Called by the name of a tool of util-linux, nsjava speaks as that one: its name, and hints for
 * people only.
 */
static void take_name(const char *argv0)
{
	static const char *const tools[] = { "lsns", "nsenter", "unshare", NULL };
	const char *slash = argv0 ? strrchr(argv0, '/') : NULL;
	const char *name = slash ? slash + 1 : argv0;

	if (name && csv_index(tools, name, strlen(name)) >= 0) {
		launch.prog = name;
		launch.hints = isatty(STDERR_FILENO);
	}
}

/*
 * How many of the options in survey.options the command takes. What looks at the whole system needs
 * a larger heap; where there are many processes, a runtime that compiles is done sooner than one
 * that starts faster.
 */
static size_t survey_options_of(const char *command)
{
	static const char *const commands[] = { "inspect", "ls", NULL };
	struct sysinfo now = { .procs = 0 };

	if (strcmp(launch.prog, "lsns") != 0 &&
	    !(command && csv_index(commands, command, strlen(command)) >= 0))
		return 0;
	return sysinfo(&now) == 0 && now.procs > MANY_TASKS ? SIZE_MAX : 1;
}

static _Noreturn void print(const char *bytes, size_t length)
{
	if (!write_all(STDOUT_FILENO, bytes, length))
		die(EXIT_SETUP, "write error");
	_exit(0);
}

/* A word for standard error, then what is printed. */
static _Noreturn void print_report(const struct answer *answer)
{
	size_t notes = strnlen(answer->bytes, answer->length);

	if (notes == answer->length)
		die_plain(EXIT_SETUP, "the Java runtime gave a malformed answer");
	write_all(STDERR_FILENO, answer->bytes, notes);
	print(answer->bytes + notes + 1, answer->length - notes - 1);
}

/* Three words: status, text, hint. */
static _Noreturn void fail(const struct answer *answer)
{
	const char *end = answer->bytes + answer->length;
	const char *text = answer->bytes + strnlen(answer->bytes, answer->length) + 1;
	const char *hint = text < end ? text + strnlen(text, (size_t)(end - text)) + 1 : end;

	if (hint >= end || end[-1] != '\0' ||
	    strspn(answer->bytes, "0123456789") + 1 != (size_t)(text - answer->bytes))
		die_plain(EXIT_SETUP, "the Java runtime gave a malformed answer");
	write_all(STDERR_FILENO, text, strlen(text));
	if (*hint)
		show_hint(hint, "");
	_exit((int)number_of(answer->bytes));
}

int main(int argc, char **argv, char **envp)
{
	if (argc < 1)
		die_plain(EXIT_SETUP, "called without a name");
	launch.argv = argv;
	launch.words = (unsigned long)argc - 1;
	launch.envp = envp;
	launch.euid = geteuid();
	launch.egid = getegid();
	take_name(argv[0]);
	launch.survey_options = survey_options_of(argv[1]);
	if (getauxval(AT_SECURE))
		die_plain(EXIT_SETUP, "must not be installed set-user-ID, set-group-ID or with "
				      "file capabilities");
	bool copy = is_copy(&launch.plan);

	if (!copy)
		launch.plan = ask_runtime();
	if (launch.plan.kind == ANSWER_PRINT)
		print(launch.plan.bytes, launch.plan.length);
	if (launch.plan.kind == ANSWER_REPORT)
		print_report(&launch.plan);
	if (launch.plan.kind == ANSWER_FAIL)
		fail(&launch.plan);
	read_plan(&launch.plan);
	if (!copy && plan_has("like", 0, "credentials"))
		become_copy();
	walk_plan();
}
