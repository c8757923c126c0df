/*
 * The Java runtime: started for one question, answered over a socket, gone before the plan is
 * walked. What it inherits of the caller is nothing that could disturb it, and what it does leaves
 * no trace in the process that asked.
 */
#include "launcher.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "jvm_options.h"

#define SILENCE_S  30	       /* a runtime answers in 0.05 s; a machine in trouble needs longer */
#define MAX_ANSWER (64L << 20) /* bytes: more than any command line, so a runaway runtime */

struct runtime {
	pid_t pid;
	int pidfd;
	int channel;
	int noise; /* memfd: what the runtime prints, read only if it fails */
};

/*
 * Where bin/nsjava and its runtime are installed: never told by the environment, which is the
 * caller's.
 */
static void find_home(char home[PATH_MAX])
{
	ssize_t n = readlink("/proc/self/exe", home, PATH_MAX - 1);

	if (n > 0)
		home[n] = '\0';
	/* A copy in memory lies nowhere. */
	if (n > 0 && strncmp(home, "/memfd:", strlen("/memfd:")) == 0)
		die_plain(EXIT_SETUP, "cannot find where nsjava is installed");
	if (n <= 0 && !realpath((const char *)getauxval(AT_EXECFN), home))
		die(EXIT_SETUP, "cannot find where nsjava is installed");
	for (int i = 0; i < 2; i++) {
		char *slash = strrchr(home, '/');

		if (slash)
			*slash = '\0';
	}
	if (strchr(home, ':'))
		die_plain(EXIT_SETUP,
			  "cannot run from %s: a Java runtime takes no path with a colon", home);
}

/* "@HOME@/x" to "/usr/local/lib/nsjava/x", wherever it stands in an option. */
static char *expand(const char *option, const char *home)
{
	static char *next;
	static size_t left = 1 << 17;

	if (!next)
		next = pages(left);
	char *text = next;

	for (const char *hole; (hole = find_text(option, "@HOME@")) != NULL; option = hole + 6)
		next += format_text(next, left - (size_t)(next - text), "%.*s%s",
				    (int)(hole - option), option, home);
	next += format_text(next, left - (size_t)(next - text), "%s", option) + 1;
	left -= (size_t)(next - text);
	return text;
}

/* Nothing of the caller's, but for a few words that say how things shall be shown: at most 3. */
static void pass_environment(char **next)
{
	const char *debug = env_value("NSJAVA_DEBUG"), *json = env_value("LIBSMARTCOLS_JSON");
	const char *no_color = env_value("NO_COLOR"), *terminal = env_value("TERM");

	if (debug && strcmp(debug, "1") == 0)
		*next++ = "NSJAVA_DEBUG=1";
	if (json && strcmp(json, "compact") == 0)
		*next++ = "LIBSMARTCOLS_JSON=compact";
	if (json && strcmp(json, "lines") == 0)
		*next++ = "LIBSMARTCOLS_JSON=lines";
	if ((no_color && *no_color) || !terminal || strcmp(terminal, "dumb") == 0)
		*next = "NO_COLOR=1";
}

/* The last two options name the main class. Of two that say the same the later one counts. */
static void fill_options(char **next, const char *home)
{
	for (size_t i = 0; i < COUNT(jvm_options); i++) {
		for (size_t j = 0; i == COUNT(jvm_options) - 2 && j < COUNT(survey_options) &&
				   j < launch.survey_options;
		     j++)
			*next++ = expand(survey_options[j], home);
		*next++ = expand(jvm_options[i], home);
	}
}

/*
 * In the new process: away from the caller's terminal, signals, limits and files, then the runtime.
 */
static _Noreturn void become_runtime(const struct runtime *rt, int launcher_end, const char *home)
{
	char *argv[COUNT(jvm_options) + COUNT(survey_options) + 2] = { expand(
		"@HOME@/runtime/bin/java", home) };
	/* Just what java itself would set: with any other order it sets its own and starts anew. */
	char *envp[] = { expand("LD_LIBRARY_PATH=@HOME@/runtime/lib/server:@HOME@/runtime/lib:"
				"@HOME@/runtime/../lib",
				home),
			 "LC_ALL=C.UTF-8", /* or file names are ASCII to it */
			 NULL,
			 NULL,
			 NULL,
			 NULL };
	struct pollfd launcher = { .fd = rt->channel };

	pass_environment(envp + 2);
	fill_options(argv + 1, home);
	prctl(PR_SET_PDEATHSIG, (unsigned long)SIGKILL);
	close(launcher_end);
	if (poll(&launcher, 1, 0) == 1 && (launcher.revents & POLLHUP))
		_exit(EXIT_SETUP);
	setsid();
	default_signals();
	signal_mask(SIG_SETMASK, 0, NULL);
	raise_limits();
	if (dup2(rt->channel, 0) < 0 || dup2(rt->noise, 1) < 0 || dup2(rt->noise, 2) < 0 ||
	    chdir("/") < 0)
		_exit(EXIT_CANNOT_EXECUTE);
	close_from(STDERR_FILENO + 1);
	execve(argv[0], argv, envp);
	char line[PATH_MAX + 64];

	write_all(STDERR_FILENO, line,
		  format_text(line, sizeof(line), "cannot execute %s: %s", argv[0],
			      error_text(errno)));
	_exit(EXIT_CANNOT_EXECUTE);
}

/*
 * After unshare(CLONE_NEWPID) the next child becomes the init of the new namespace. That must be
 * the program: a runtime there would take the namespace with it when it goes. The link cannot be
 * read exactly then.
 */
static void check_pid_namespace(void)
{
	char link[64];

	if (readlink("/proc/self/ns/pid_for_children", link, sizeof(link)) < 0 && errno == ENOENT &&
	    readlink("/proc/self/ns/pid", link, sizeof(link)) > 0)
		die_plain(
			EXIT_SETUP,
			"cannot run where the next child becomes the init of a new pid namespace: "
			"fork first (unshare --pid --fork)");
}

/* The soft limit of tasks is the program's: for this one call it is as high as it may be. */
static pid_t fork_with_pidfd(int *pidfd)
{
	struct rlimit limit, raised;

	getrlimit(RLIMIT_NPROC, &limit);
	raised = limit;
	raised.rlim_cur = limit.rlim_max;
	setrlimit(RLIMIT_NPROC, &raised);
	pid_t pid = (pid_t)syscall(SYS_clone, CLONE_PIDFD | SIGCHLD, NULL, pidfd, NULL, NULL);
	int error = errno;

	setrlimit(RLIMIT_NPROC, &limit);
	errno = error;
	return pid;
}

static struct runtime start_runtime(const char *home)
{
	int ends[2];
	int pidfd = -1;

	check_pid_namespace();
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) < 0)
		cannot_start();
	struct runtime rt = { .channel = high_fd(ends[0]), .noise = -1 };
	struct runtime child = { .channel = high_fd(ends[1]) };

	if (rt.channel >= 0 && child.channel >= 0)
		rt.noise = child.noise = high_fd(memfd_create("nsjava", MFD_CLOEXEC));
	if (rt.noise < 0)
		cannot_start();
	rt.pid = fork_with_pidfd(&pidfd);
	if (rt.pid == 0)
		become_runtime(&child, rt.channel, home);
	rt.pidfd = rt.pid < 0 ? -1 : high_fd(pidfd);
	if (rt.pidfd < 0)
		cannot_start();
	close(child.channel);
	return rt;
}

static void kill_runtime(const struct runtime *rt)
{
	if (syscall(SYS_pidfd_send_signal, rt->pidfd, SIGKILL, NULL, 0) < 0 && errno != ESRCH)
		kill(rt->pid, SIGKILL);
}

/*
 * Ends the runtime and waits until it is gone. With SIGCHLD ignored the kernel reaps it unseen: no
 * status, no time of it in RUSAGE_CHILDREN, nothing pending. So it does with another child that the
 * caller left and that ends just then; docs/differences.md says so.
 */
static void end_runtime(struct runtime *rt)
{
	struct pollfd gone = { .fd = rt->pidfd, .events = POLLIN };
	bool pending = (signals_pending() & SIGNAL_BIT(SIGCHLD)) != 0;
	signal_handler *before = signal_handle(SIGCHLD, SIG_IGN);

	kill_runtime(rt);
	while (poll(&gone, 1, -1) < 0 && errno == EINTR)
		;
	/* Dead, it is still a child for a moment; or for good, if it died before this began. */
	while (syscall(SYS_pidfd_send_signal, rt->pidfd, 0, NULL, 0) == 0)
		if (waitpid(rt->pid, NULL, WNOHANG) == 0)
			sched_yield();
	signal_handle(SIGCHLD, before);
	if (pending) /* of another child; ignoring it took it back */
		kill(getpid(), SIGCHLD);
	close(rt->pidfd);
	close(rt->channel);
	close(rt->noise);
}

/* The runtime ended, or fell silent, before its answer was complete. */
static _Noreturn void explain_failure(const struct runtime *rt, bool silent)
{
	char text[4096];
	siginfo_t end = { 0 };
	struct pollfd gone = { .fd = rt->pidfd, .events = POLLIN };

	/* Its channel is closed by its end, so that is near, unless it or the channel is broken. */
	bool killed = silent || poll(&gone, 1, 1000) != 1;

	if (killed)
		kill_runtime(rt);
	waitid(P_PID, (id_t)rt->pid, &end, WEXITED | __WALL);
	if (silent)
		die_plain(EXIT_SETUP, "the Java runtime gave no answer in %d seconds", SILENCE_S);
	ssize_t n = pread(rt->noise, text, sizeof(text) - 1, 0);

	text[n < 0 ? 0 : n] = '\0';
	int sig = !killed && end.si_code != CLD_EXITED ? end.si_status : 0;

	name_limit(text, sig);
	const char *line = strtok(text, "\n");

	/* The log, and that there was an error, come first; the line after them names the cause. */
	while (line &&
	       (*line == '[' || strcmp(line, "#") == 0 || strncmp(line, "Error occurred", 14) == 0))
		line = strtok(NULL, "\n");
	if (line)
		die_plain(EXIT_SETUP, "the Java runtime failed: %s", line + strspn(line, "# "));
	if (sig != 0)
		die_plain(EXIT_SETUP, "the Java runtime was ended by signal %d", sig);
	die_plain(EXIT_SETUP, "the Java runtime ended without an answer");
}

static char *append(char *end, const char *word)
{
	return stpcpy(end, word) + 1;
}

/* What the locale says, or would if it were installed, see locale(7). */
static bool is_utf8(void)
{
	static const char *const names[] = { "LC_ALL", "LC_CTYPE", "LANG" };
	const char *locale = NULL;

	for (size_t i = 0; i < COUNT(names) && (!locale || !*locale); i++)
		locale = env_value(names[i]);
	const char *codeset = locale ? strchr(locale, '.') : NULL;

	return codeset &&
	       (strncasecmp(codeset, ".UTF-8", 6) == 0 || strncasecmp(codeset, ".UTF8", 5) == 0);
}

/* The question, see "On the wire" in docs/plan.md; LENGTH is that of the pages, too. */
static char *make_request(size_t *length)
{
	char head[32], euid[12], egid[12], columns[12];
	const char *codeset = is_utf8() ? "utf-8" : "";
	size_t body = format_text(euid, sizeof(euid), "%u", launch.euid) + 1 +
		      format_text(egid, sizeof(egid), "%u", launch.egid) + 1 +
		      format_text(columns, sizeof(columns), "%u", terminal_columns()) + 1 +
		      strlen(codeset) + 1;

	for (char **word = launch.argv; *word; word++)
		body += strlen(*word) + 1;
	size_t before = format_text(head, sizeof(head), "%lu", (unsigned long)body) + 1;

	*length = sizeof("nsjava-1") + before + body;
	char *request = pages(*length);
	char *end = append(append(append(request, "nsjava-1"), head), launch.argv[0]);

	end = append(append(append(append(end, euid), egid), columns), codeset);
	for (char **word = launch.argv + 1; *word; word++)
		end = append(end, *word);
	return request;
}

/* KIND and LENGTH at the start of what has come; true when the whole answer is there. */
static bool is_complete(struct answer *answer, size_t have)
{
	static const char *const kinds[] = { "plan",  "print", "report", "fail",
					     "show",  "pidfd", "nsid",	 "namespaces",
					     "calls", "cache", "steps",	 NULL };
	char *bytes = answer->memory;
	char *length = memchr(bytes, '\0', have);
	char *body = length ? memchr(length + 1, '\0', have - (size_t)(length + 1 - bytes)) : NULL;

	if (!body)
		return false;
	int kind = csv_index(kinds, bytes, strlen(bytes));

	if (kind < 0)
		die_plain(EXIT_SETUP, "the Java runtime gave an answer of unknown kind");
	answer->kind = (enum answer_kind)kind;
	answer->bytes = body + 1;
	answer->length = number_of(length + 1);
	if (strspn(length + 1, "0123456789") != strlen(length + 1) || answer->length > MAX_ANSWER)
		die_plain(EXIT_SETUP, "the Java runtime gave an answer of length %s", length + 1);
	return have - (size_t)(body + 1 - bytes) >= answer->length;
}

/* Sends as much of the request as the socket takes. */
static void send_request(int channel, const char **next, size_t *left)
{
	ssize_t n = send(channel, *next, *left, MSG_NOSIGNAL | MSG_DONTWAIT);

	if (n > 0) {
		*next += n;
		*left -= (size_t)n;
	} else if (errno == EPIPE) {
		*left = 0; /* it does not listen any more: its answer, or its end, says why */
	} else if (errno != EAGAIN && errno != EINTR) {
		die(EXIT_SETUP, "cannot ask the Java runtime");
	}
}

/* Reads what has come, with room for more; false when the runtime will say no more. */
static bool receive(int channel, struct answer *answer, size_t *have)
{
	if (*have == answer->size) {
		answer->memory =
			mremap(answer->memory, answer->size, answer->size * 2, MREMAP_MAYMOVE);
		if (answer->memory == MAP_FAILED)
			die(EXIT_SETUP, "cannot allocate %lu bytes",
			    (unsigned long)answer->size * 2);
		answer->size *= 2;
	}
	ssize_t n = recv(channel, answer->memory + *have, answer->size - *have, MSG_DONTWAIT);

	if (n > 0)
		*have += (size_t)n;
	return n > 0 || (n < 0 && (errno == EAGAIN || errno == EINTR));
}

/*
 * What of EVENTS the channel is ready for; nothing after a second, which SILENT_S counts. Too many
 * of them are the end, but for commands that may have much to look at, or to wait for.
 */
static short wait_for(const struct runtime *rt, short events, int *silent_s)
{
	struct pollfd channel = { .fd = rt->channel, .events = events };
	int ready = poll(&channel, 1, 1000);

	if (ready < 0 && errno != EINTR)
		die(EXIT_SETUP, "poll failed");
	if (ready == 0) {
		check_memory_limit();
		if (++*silent_s == SILENCE_S && launch.survey_options == 0)
			explain_failure(rt, true);
	}
	return channel.revents;
}

/* Asks, and answers with the runtime gone; whatever went wrong on the way is said here. */
struct answer ask_runtime(void)
{
	char home[PATH_MAX];
	size_t size, have = 0;
	struct answer answer = { .size = 4096 };
	char *request = make_request(&size);
	const char *next = request;
	size_t left = size;
	int silent_s = 0;
	bool complete;

	find_home(home);
	struct runtime rt = start_runtime(home);

	answer.memory = pages(answer.size);
	do {
		short ready = wait_for(&rt, left > 0 ? POLLIN | POLLOUT : POLLIN, &silent_s);

		if (left > 0 && (ready & POLLOUT))
			send_request(rt.channel, &next, &left);
		if ((ready & (POLLIN | POLLHUP | POLLERR)) && !receive(rt.channel, &answer, &have))
			explain_failure(&rt, false);
		complete = is_complete(&answer, have);
		if (complete && answer.kind >= QUESTION_SHOW) {
			answer_question(rt.channel, &answer);
			complete = false;
			silent_s = 0;
			have = 0;
		}
	} while (!complete);
	munmap(request, size);
	end_runtime(&rt);
	return answer;
}
