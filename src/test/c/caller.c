/* What the program is started with: everything that execve(2) keeps. */
#include "start.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static char *environment[512];
static size_t environment_size;

static long number(const char *text)
{
	return strtol(text, NULL, 0);
}

static void check(long result, const char *what)
{
	if (result < 0)
		fail(what);
}

/* Raw, because libcs keep some signals (32 to 34) for themselves. handler: 0 default, 1 ignore. */
void set_signal(int signal_number, unsigned long handler)
{
	unsigned long action[4] = { handler };

	syscall(SYS_rt_sigaction, signal_number, action, NULL, 8);
}

static void block_signal(int signal_number)
{
	uint64_t mask = UINT64_C(1) << (signal_number - 1);

	syscall(SYS_rt_sigprocmask, SIG_BLOCK, &mask, NULL, 8);
}

/* Calls f for each number of "1,2,3". */
static void each(char *list, void (*f)(int))
{
	char *rest = NULL;

	for (char *word = strtok_r(list, ",", &rest); word; word = strtok_r(NULL, ",", &rest))
		f((int)number(word));
}

static void ignore_signal(int signal_number)
{
	set_signal(signal_number, 1);
}

static void ignore(char *value)
{
	each(value, ignore_signal);
}

static void block(char *value)
{
	each(value, block_signal);
}

static void make_pending(int signal_number)
{
	block_signal(signal_number);
	syscall(SYS_kill, getpid(), signal_number);
}

static void pending(char *value)
{
	each(value, make_pending);
}

static void close_one(int fd)
{
	close(fd);
}

static void close_fds(char *value)
{
	each(value, close_one);
}

/* Opened for reading, with an offset that tells it from others. */
static void open_as(int fd, int flags)
{
	int file = open("/etc/passwd", O_RDONLY | O_CLOEXEC);

	check(file, "/etc/passwd");
	check(lseek(file, fd % 50, SEEK_SET), "lseek");
	if (file == fd)
		fcntl(fd, F_SETFD, flags ? FD_CLOEXEC : 0);
	else {
		check(dup3(file, fd, flags), "dup3");
		close(file);
	}
}

static void open_kept(int fd)
{
	open_as(fd, 0);
}

static void open_cloexec(int fd)
{
	open_as(fd, O_CLOEXEC);
}

static void open_fds(char *value)
{
	each(value, open_kept);
}

static void open_cloexec_fds(char *value)
{
	each(value, open_cloexec);
}

/* rlimit=RESOURCE:SOFT:HARD, numbers as in asm-generic/resource.h, -1 for infinity. */
static void set_limit(char *value)
{
	struct rlimit limit;
	long long soft, hard;
	int resource;

	if (sscanf(value, "%d:%lld:%lld", &resource, &soft, &hard) != 3)
		fail(value);
	limit = (struct rlimit){ (rlim_t)soft, (rlim_t)hard };
	check(setrlimit(resource, &limit), "setrlimit");
}

static void set_umask(char *value)
{
	umask((mode_t)strtoul(value, NULL, 8));
}

static void change_dir(char *value)
{
	check(chdir(value), value);
}

static void enter_deleted_dir(char *value)
{
	check(mkdir(value, 0700), value);
	check(chdir(value), value);
	check(rmdir(value), value);
}

static void change_root(char *value)
{
	check(chroot(value), value);
	check(chdir("/"), value);
}

static void set_nice(char *value)
{
	check(setpriority(PRIO_PROCESS, 0, (int)number(value)), "nice");
}

static void set_policy(char *value)
{
	int parameter = 0;

	check(syscall(SYS_sched_setscheduler, 0, number(value), &parameter), "policy");
}

static void set_affinity(char *value)
{
	unsigned long mask = strtoul(value, NULL, 16);

	check(syscall(SYS_sched_setaffinity, 0, sizeof mask, &mask), "affinity");
}

static void set_io_priority(char *value)
{
	check(syscall(SYS_ioprio_set, 1, 0, number(value)), "ioprio");
}

void write_text(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);

	if (fd < 0 || write(fd, text, strlen(text)) < 0)
		fail(path);
	close(fd);
}

static void set_oom(char *value)
{
	write_text("/proc/self/oom_score_adj", value);
}

static void set_coredump_filter(char *value)
{
	write_text("/proc/self/coredump_filter", value);
}

/* join=FILE: a cgroup.procs or tasks file. */
static void join_cgroup(char *value)
{
	write_text(value, "0");
}

static void set_groups(char *value)
{
	gid_t groups[64];
	size_t count = 0;
	char *rest = NULL;

	for (char *word = strtok_r(value, ",", &rest); word; word = strtok_r(NULL, ",", &rest))
		groups[count++] = (gid_t)number(word);
	check(setgroups(count, groups), "setgroups");
}

static void set_gid(char *value)
{
	gid_t gid = (gid_t)number(value);

	check(setresgid(gid, gid, gid), "setresgid");
}

static void set_uid(char *value)
{
	uid_t uid = (uid_t)number(value);

	check(setresuid(uid, uid, uid), "setresuid");
}

/* euid=N, egid=N: the effective id alone, as a set-uid program has it. */
static void set_euid(char *value)
{
	check(setresuid((uid_t)-1, (uid_t)number(value), (uid_t)-1), "euid");
}

static void set_egid(char *value)
{
	check(setresgid((gid_t)-1, (gid_t)number(value), (gid_t)-1), "egid");
}

/* enter=FILE: a namespace. */
static void enter_namespace(char *value)
{
	int fd = open(value, O_RDONLY | O_CLOEXEC);

	check(fd, value);
	check(setns(fd, 0), value);
	close(fd);
}

static void keep_caps(char *value)
{
	(void)value;
	check(prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0), "keepcaps");
}

static void raise_ambient(int capability)
{
	uint32_t header[2] = { 0x20080522, 0 }, data[2][3];

	check(syscall(SYS_capget, header, data), "capget");
	for (int i = 0; i < 2; i++)
		data[i][0] = data[i][1];
	data[capability / 32][2] |= UINT32_C(1) << capability % 32;
	check(syscall(SYS_capset, header, data), "capset");
	check(prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, capability, 0, 0), "ambient");
}

static void ambient(char *value)
{
	each(value, raise_ambient);
}

static void drop_bound(int capability)
{
	check(prctl(PR_CAPBSET_DROP, capability, 0, 0, 0), "capbset");
}

static void bound(char *value)
{
	each(value, drop_bound);
}

static void no_new_privs(char *value)
{
	(void)value;
	check(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no_new_privs");
}

static void set_securebits(char *value)
{
	check(prctl(PR_SET_SECUREBITS, number(value), 0, 0, 0), "securebits");
}

static void set_personality(char *value)
{
	check(syscall(SYS_personality, strtoul(value, NULL, 16)), "personality");
}

static void set_timerslack(char *value)
{
	check(prctl(PR_SET_TIMERSLACK, number(value), 0, 0, 0), "timerslack");
}

static void set_pdeathsig(char *value)
{
	check(prctl(PR_SET_PDEATHSIG, number(value), 0, 0, 0), "pdeathsig");
}

static void become_subreaper(char *value)
{
	(void)value;
	check(prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0), "subreaper");
}

static void disable_huge_pages(char *value)
{
	(void)value;
	check(prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0), "thp");
}

static void set_alarm(char *value)
{
	alarm((unsigned)number(value));
}

static void new_session(char *value)
{
	(void)value;
	check(setsid(), "setsid");
}

static void new_group(char *value)
{
	(void)value;
	check(setpgid(0, 0), "setpgid");
}

/* Makes fd 0 the controlling terminal of a new session. */
static void take_terminal(char *value)
{
	(void)value;
	check(setsid(), "setsid");
	check(ioctl(0, TIOCSCTTY, 0), "TIOCSCTTY");
}

/* Leaves an ended child with status 7, or (live-child) one that lives until its parent ends. */
static void leave_ended_child(char *value)
{
	siginfo_t info;

	(void)value;
	pid_t pid = fork();
	check(pid, "fork");
	if (pid == 0)
		_exit(7);
	check(waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT), "waitid");
}

static void leave_live_child(char *value)
{
	(void)value;
	pid_t parent = getpid(), pid = fork();
	check(pid, "fork");
	if (pid != 0)
		return;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	for (int fd = 0; fd < 1024; fd++)
		close(fd);
	while (getppid() == parent)
		pause();
	_exit(0);
}

/* refuse=SYSCALL:ERRNO through seccomp(2); "refuse=-1:0" filters without refusing anything. */
static void refuse(char *value)
{
	long call, error;

	if (sscanf(value, "%ld:%ld", &call, &error) != 2)
		fail(value);
	struct {
		uint16_t code;
		uint8_t when_true, when_false;
		uint32_t k;
	} filter[] = {
		{ 0x20, 0, 0, 0 },			      /* load the call's number */
		{ 0x15, 0, 1, (uint32_t)call },		      /* is it this one? */
		{ 0x06, 0, 0, 0x00050000 | (uint32_t)error }, /* SECCOMP_RET_ERRNO */
		{ 0x06, 0, 0, 0x7fff0000 },		      /* SECCOMP_RET_ALLOW */
	};
	struct {
		unsigned short length;
		void *filter;
	} program = { 4, filter };
	check(prctl(PR_SET_SECCOMP, 2, &program, 0, 0), "seccomp");
}

static void no_environment(char *value)
{
	(void)value;
	environment_size = 0;
	memset(environment, 0, sizeof environment);
}

static void add_environment(char *value)
{
	if (environment_size + 1 < sizeof environment / sizeof *environment)
		environment[environment_size++] = value;
}

static const struct option_row rows[] = {
	{ "ignore", ignore },
	{ "block", block },
	{ "pending", pending },
	{ "close", close_fds },
	{ "fd", open_fds },
	{ "cloexec", open_cloexec_fds },
	{ "rlimit", set_limit },
	{ "umask", set_umask },
	{ "cwd", change_dir },
	{ "deleted-cwd", enter_deleted_dir },
	{ "chroot", change_root },
	{ "nice", set_nice },
	{ "policy", set_policy },
	{ "affinity", set_affinity },
	{ "ioprio", set_io_priority },
	{ "oom", set_oom },
	{ "coredump-filter", set_coredump_filter },
	{ "join", join_cgroup },
	{ "groups", set_groups },
	{ "gid", set_gid },
	{ "uid", set_uid },
	{ "euid", set_euid },
	{ "egid", set_egid },
	{ "enter", enter_namespace },
	{ "keepcaps", keep_caps },
	{ "ambient", ambient },
	{ "bound", bound },
	{ "no-new-privs", no_new_privs },
	{ "securebits", set_securebits },
	{ "personality", set_personality },
	{ "timerslack", set_timerslack },
	{ "pdeathsig", set_pdeathsig },
	{ "subreaper", become_subreaper },
	{ "no-huge-pages", disable_huge_pages },
	{ "alarm", set_alarm },
	{ "session", new_session },
	{ "group", new_group },
	{ "tty", take_terminal },
	{ "ended-child", leave_ended_child },
	{ "live-child", leave_live_child },
	{ "refuse", refuse },
	{ "no-env", no_environment },
	{ "env", add_environment },
	{ NULL, NULL },
};

static const struct option_row *find_option(const struct option_row *table, const char *option)
{
	size_t length = strcspn(option, "=");

	for (; table->name; table++)
		if (strncmp(table->name, option, length) == 0 && table->name[length] == 0)
			return table;
	return NULL;
}

bool apply_caller_option(const char *option)
{
	return apply_option(rows, option);
}

char **caller_environment(void)
{
	return environment;
}

bool is_option_of(const struct option_row *table, const char *option)
{
	return find_option(table, option) != NULL;
}

bool is_caller_option(const char *option)
{
	return is_option_of(rows, option);
}

/* Does the option if it is in the table; its value is a copy, which lasts. */
bool apply_option(const struct option_row *table, const char *option)
{
	const struct option_row *row = find_option(table, option);
	const char *value = strchr(option, '=');

	if (!row)
		return false;
	char *copy = strdup(value ? value + 1 : "");
	unescape(copy);
	row->apply(copy);
	return true;
}

void become(char **options, char **program, const int streams[3])
{
	for (int fd = 0; fd < 3; fd++)
		dup2(streams[fd], fd);
	set_signal(SIGPIPE, 0);
	for (; *options; options++)
		apply_option(rows, *options);
	for (char **word = program; *word; word++) {
		unescape(*word);
		replace_marks(word);
	}
	execve(program[0], program + 1, environment);
	fail(program[0]);
}
