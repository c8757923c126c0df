/*
 * bin/nsjava, the front door. It is the process that the user started, and becomes the program:
 * nothing of it may show in there. It knows nothing of commands and options: it asks, and does what
 * the answer says.
 */
#include "launcher.h"

#include <dirent.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysinfo.h>
#include <unistd.h>

/* From here on a runtime that compiles is done sooner than one that starts faster. */
#define MANY_WORDS	 20
#define MANY_TASKS	 500
#define MANY_DESCRIPTORS 5000

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

/* Whether a command launches a program, so that its plan may have been kept. */
static bool is_launch(const char *command, const char *of_net)
{
	if (strcmp(launch.prog, "nsjava") != 0)
		return strcmp(launch.prog, "lsns") != 0;
	if (!command)
		return false;
	return strcmp(command, "unshare") == 0 || strcmp(command, "enter") == 0 ||
	       (strcmp(command, "net") == 0 && of_net && strcmp(of_net, "exec") == 0);
}

/* How much there is to look at; the size of /proc/PID/fd is 0 before Linux 6.2. */
static bool is_crowded(void)
{
	struct sysinfo now = { .procs = 0 };
	struct stat status;
	long descriptors = 0;
	char name[300];

	if (sysinfo(&now) == 0 && now.procs > MANY_TASKS)
		return true;
	DIR *proc = opendir("/proc");

	if (!proc)
		return false;
	for (struct dirent *entry; descriptors <= MANY_DESCRIPTORS && (entry = readdir(proc));) {
		format_text(name, sizeof(name), "%s/fd", entry->d_name);
		if (number_of(entry->d_name) > 0 && fstatat(dirfd(proc), name, &status, 0) == 0)
			descriptors += status.st_size;
	}
	closedir(proc);
	return descriptors > MANY_DESCRIPTORS;
}

/*
 * How many of the options in survey.options the command takes. What looks at the whole system needs
 * a larger heap; where there is much to look at or many are named, it compiles.
 */
static size_t survey_options_of(const char *command, const char *of_net)
{
	static const char *const commands[] = { "inspect", "ls", "net", NULL };
	static const char *const large[] = { "up",    "down",  "plan",	 "ps",
					     "check", "graph", "export", NULL };

	if (strcmp(launch.prog, "lsns") != 0 &&
	    !(command && csv_index(commands, command, strlen(command)) >= 0))
		return 0;
	bool compiles = of_net && strcmp(command, "net") == 0 &&
			csv_index(large, of_net, strlen(of_net)) >= 0;

	return compiles || launch.words > MANY_WORDS || is_crowded() ? SIZE_MAX : 1;
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

/* Asks for a plan; what is answered in place of one is the end. */
static void take_answer(void)
{
	launch.plan = ask_runtime();
	if (launch.plan.kind == ANSWER_PRINT)
		print(launch.plan.bytes, launch.plan.length);
	if (launch.plan.kind == ANSWER_REPORT)
		print_report(&launch.plan);
	if (launch.plan.kind == ANSWER_FAIL)
		fail(&launch.plan);
	if (!read_plan(&launch.plan))
		die_of_plan();
}

int main(int argc, char **argv, char **envp)
{
	if (argc < 1)
		die_plain(EXIT_SETUP, "called without a name");
	take_name(argv[0]);
	take_caller(argc, argv, envp);
	bool copy = is_copy(&launch.plan);
	bool launches = is_launch(argv[1], argc > 2 ? argv[2] : NULL);

	if (copy) {
		if (!read_plan(&launch.plan))
			die_of_plan();
	} else if (!launches || !find_plan(argv + 1, &launch.plan)) {
		launch.survey_options = survey_options_of(argv[1], argc > 2 ? argv[2] : NULL);
		take_answer();
		if (launches)
			keep_plan();
	}
	if (!copy && plan_has("like", 0, "credentials"))
		become_copy();
	walk_plan();
}
