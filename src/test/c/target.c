/*
 * Processes for the program under test to enter, "t" and "u": t:NAME=VALUE is done by t, in the
 * order given, where NAME is a row of the table below, of world.c or of caller.c. They start where
 * the first such option stands among those of the world, and are ready when the next one is done.
 *
 * In the program's words, and in what is typed, %t is the process id of t, %i the inode of its
 * pidfd, %n the id of its UTS namespace (0 where the kernel tells none); %u, %j and %o are those of
 * u. The report has a line for each: "target t 123 uts:[4026531838] ...".
 *
 * The process that started all remains as their keeper, which maps ids, binds namespaces and makes
 * cgroups for them, from outside; the program is run, and watched, by a child of it. So the targets
 * are nobody's children that anybody looks at.
 */
#include "start.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CHANNEL = 1000 };

/* ioctl_nsfs(2) */
static const unsigned long GET_PARENT = 0xb702, GET_ID = 0x8008b70d;

static const struct type {
	const char *name;
	int flag;
} types[] = {
	{ "cgroup", CLONE_NEWCGROUP }, { "ipc", CLONE_NEWIPC }, { "mnt", CLONE_NEWNS },
	{ "net", CLONE_NEWNET },       { "pid", CLONE_NEWPID }, { "time", CLONE_NEWTIME },
	{ "user", CLONE_NEWUSER },     { "uts", CLONE_NEWUTS },
};

static struct target {
	char letter;
	/* Of its process id, of the inode of its pidfd, of the id of its UTS namespace. */
	const char *marks;
	pid_t pid;
	int pidfd;
	unsigned long long inode, uts;
	char *namespaces;
	char cgroup[512]; /* the directory made for it */
} targets[] = { { .letter = 't', .marks = "tin" }, { .letter = 'u', .marks = "ujo" } };

static struct target *const end = targets + 2;

static int own_program = -1;

/* What the target does itself. */

/* Has the keeper do something, and waits until it is done. */
static void ask(const char *format, ...) __attribute__((format(printf, 1, 2)));
static void ask(const char *format, ...)
{
	char text[4096], done;
	va_list values;

	va_start(values, format);
	vsnprintf(text, sizeof text, format, values);
	va_end(values);
	if (send(CHANNEL, text, strlen(text), 0) < 0 || recv(CHANNEL, &done, 1, 0) != 1)
		fail(text);
}

/* unshare=TYPE,TYPE: a new mount namespace is private, as unshare(1) has it. */
static void unshare_types(char *value)
{
	int flags = 0;
	char *rest = NULL;

	for (char *word = strtok_r(value, ",", &rest); word; word = strtok_r(NULL, ",", &rest)) {
		int flag = 0;

		for (size_t i = 0; i < sizeof types / sizeof *types; i++)
			if (strcmp(types[i].name, word) == 0)
				flag = types[i].flag;
		if (flag == 0)
			fail(word);
		flags |= flag;
	}
	if (unshare(flags) != 0)
		fail("unshare");
	if ((flags & CLONE_NEWNS) && mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0)
		fail("propagation");
}

/* The child goes on as the target: as process 1 of a new pid namespace, and in a new time one. */
static void go_on_in_child(char *value)
{
	(void)value;
	pid_t pid = fork();
	if (pid < 0)
		fail("fork");
	if (pid > 0)
		_exit(0);
}

/* uid-map=INNER:OUTER:COUNT,... */
static void map_uids(char *value)
{
	ask("uid_map %s", value);
}

static void map_gids(char *value)
{
	ask("gid_map %s", value);
}

static void write_setgroups(char *value)
{
	ask("setgroups %s", value);
}

/* pin=TYPE:FILE: keeps the namespace of that moment in FILE, which is made. */
static void pin(char *value)
{
	char *colon = strchr(value, ':');

	if (!colon)
		fail(value);
	*colon = ' ';
	ask("pin %s", value);
}

static void set_host(char *value)
{
	if (sethostname(value, strlen(value)) != 0)
		fail("sethostname");
}

static void mount_proc(char *value)
{
	if (mount("proc", *value ? value : "/proc", "proc", 0, NULL) != 0)
		fail("proc");
}

static void offset_boottime(char *value)
{
	char text[64];

	snprintf(text, sizeof text, "7 %s 0", value);
	write_text("/proc/self/timens_offsets", text);
}

/* cgroup=NAME: into a new one of version 2, which is removed in the end. */
static void join_new_cgroup(char *value)
{
	ask("cgroup %s", value);
}

/* socket=FD: a socket of a network namespace that the target itself is not in. */
static void open_socket(char *value)
{
	int outside = open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC), fd = atoi(value);

	if (unshare(CLONE_NEWNET) != 0)
		fail("unshare");
	int made = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (made < 0 || dup2(made, fd) != fd || setns(outside, CLONE_NEWNET) != 0)
		fail("socket");
	close(outside);
}

/* These are done last: by=WORDS, dead, zombie, no-dump. */
static char *starter_words = NULL;
static bool is_dead = false, is_zombie = false, is_private = false;

static void be_started_by(char *value)
{
	starter_words = value;
}

static void be_dead(char *value)
{
	(void)value;
	is_dead = true;
}

static void be_zombie(char *value)
{
	(void)value;
	is_zombie = true;
}

static void be_private(char *value)
{
	(void)value;
	is_private = true;
}

static const struct option_row rows[] = {
	{ "unshare", unshare_types },
	{ "fork", go_on_in_child },
	{ "uid-map", map_uids },
	{ "gid-map", map_gids },
	{ "setgroups", write_setgroups },
	{ "pin", pin },
	{ "host", set_host },
	{ "proc", mount_proc },
	{ "boottime", offset_boottime },
	{ "cgroup", join_new_cgroup },
	{ "socket", open_socket },
	/* by='unshare --uts': the target is started by that command, and what the command makes of
	   it. */
	{ "by", be_started_by },
	{ "dead", be_dead },
	{ "zombie", be_zombie },
	/* Not dumpable: its files in /proc are root's. */
	{ "no-dump", be_private },
	{ NULL, NULL },
};

bool is_target_option(const char *option)
{
	for (struct target *t = targets; t < end; t++)
		if (option[0] == t->letter && option[1] == ':')
			return is_option_of(rows, option + 2) || is_world_option(option + 2) ||
			       is_caller_option(option + 2);
	return false;
}

/* Executes this program again as be_target, so that /proc/PID/environ is what it shall be. */
static void execute_target(void)
{
	char program[4096], state[] = "ready live", *words[64];
	size_t count = 0;

	if (is_private)
		strcpy(state, "ready priv");
	if (is_dead)
		strcpy(state, "ready dead");
	if (is_zombie)
		strcpy(state, "ready zomb");
	fcntl(CHANNEL, F_SETFD, 0);
	if (!starter_words) {
		char *argv[] = { "target", "--target", state, NULL };

		syscall(SYS_execveat, own_program, "", argv, caller_environment(), 0x1000);
		fail("target");
	}
	ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
	if (length < 0)
		fail("exe");
	program[length] = 0;
	char *rest = NULL;
	for (char *word = strtok_r(starter_words, " ", &rest); word && count < 60;
	     word = strtok_r(NULL, " ", &rest))
		words[count++] = word;
	memcpy(words + count, (char *[]){ program, "--target", state, NULL }, 4 * sizeof *words);
	execvpe(words[0], words, caller_environment());
	fail(words[0]);
}

/* The target itself: says that it is ready and lives as long as its keeper. */
int be_target(char *state)
{
	char nothing;

	prctl(PR_SET_NAME, "target");
	if (strcmp(state, "ready priv") == 0)
		prctl(PR_SET_DUMPABLE, 0);
	set_signal(SIGCHLD, 1);
	for (int fd = 0; fd < 3; fd++)
		close(fd);
	if (send(CHANNEL, state, strlen(state), 0) < 0)
		return 1;
	while (recv(CHANNEL, &nothing, 1, 0) != 0)
		;
	return 0;
}

static void become_target(const struct target *t, char **options, int channel)
{
	if (dup2(channel, CHANNEL) < 0)
		fail("channel");
	fcntl(CHANNEL, F_SETFD, FD_CLOEXEC);
	close(channel);
	if (chdir("/") != 0)
		fail("/");
	for (; *options; options++)
		if ((*options)[0] == t->letter && (*options)[1] == ':' &&
		    !apply_option(rows, *options + 2) && !apply_world_option(*options + 2))
			apply_caller_option(*options + 2);
	execute_target();
}

/* What the keeper does for it. */

/* Only who is in the parent of a user namespace, or in it, may map its ids. */
static void enter_parent_of_user_namespace(pid_t pid)
{
	char path[64];
	struct stat own, parent;

	snprintf(path, sizeof path, "/proc/%d/ns/user", pid);
	int fd = open(path, O_RDONLY | O_CLOEXEC), above = ioctl(fd, GET_PARENT);
	if (above < 0 || fstat(above, &parent) != 0 || stat("/proc/self/ns/user", &own) != 0)
		fail(path);
	if (own.st_ino != parent.st_ino && setns(above, CLONE_NEWUSER) != 0)
		fail("setns");
}

static void write_map(pid_t pid, const char *file, char *text)
{
	char path[64];
	int status;

	for (char *c = text; *c; c++)
		*c = *c == ':' ? ' ' : *c == ',' ? '\n' : *c;
	snprintf(path, sizeof path, "/proc/%d/%.20s", pid, file);
	pid_t writer = fork();
	if (writer == 0) {
		enter_parent_of_user_namespace(pid);
		write_text(path, text);
		_exit(0);
	}
	if (waitpid(writer, &status, 0) != writer || status != 0)
		fail(path);
}

static void bind_namespace(pid_t pid, char *type)
{
	char path[64], *file = strchr(type, ' ');

	*file++ = 0;
	snprintf(path, sizeof path, "/proc/%d/ns/%s", pid, type);
	int fd = open(file, O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
	if (fd < 0 || mount(path, file, NULL, MS_BIND, NULL) != 0)
		fail(file);
	close(fd);
}

static void make_cgroup(struct target *t, pid_t pid, const char *name)
{
	char point[256], path[600], text[16];
	FILE *mounts = fopen("/proc/self/mounts", "re");

	while (mounts && fscanf(mounts, "%*s %255s %15s %*[^\n]", point, text) == 2)
		if (strcmp(text, "cgroup2") == 0)
			snprintf(t->cgroup, sizeof t->cgroup, "%s/%.200s", point, name);
	if (mounts)
		fclose(mounts);
	if (mkdir(t->cgroup, 0755) != 0)
		fail(t->cgroup);
	snprintf(path, sizeof path, "%s/cgroup.procs", t->cgroup);
	snprintf(text, sizeof text, "%d", pid);
	write_text(path, text);
}

static char *read_namespaces(pid_t pid)
{
	char path[64], link[64], *text = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&text, &size);

	for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
		snprintf(path, sizeof path, "/proc/%d/ns/%s", pid, types[i].name);
		ssize_t length = readlink(path, link, sizeof link);
		fprintf(out, " %.*s", length < 0 ? 0 : (int)length, link);
	}
	fclose(out);
	return text;
}

static unsigned long long read_uts_id(pid_t pid)
{
	char path[64];
	unsigned long long id = 0;

	snprintf(path, sizeof path, "/proc/%d/ns/uts", pid);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (ioctl(fd, GET_ID, &id) != 0)
		id = 0;
	close(fd);
	return id;
}

/* The target is ready: remembers what there is to know of it, and makes it dead if it shall be. */
static void hold(struct target *t, pid_t pid, const char *state)
{
	struct stat status;

	t->pid = pid;
	t->pidfd = (int)syscall(SYS_pidfd_open, pid, 0);
	if (t->pidfd < 0 || fstat(t->pidfd, &status) != 0)
		fail("pidfd");
	t->inode = status.st_ino;
	t->uts = read_uts_id(pid);
	t->namespaces = read_namespaces(pid);
	bool dead = strcmp(state, "dead") == 0, zombie = strcmp(state, "zomb") == 0;
	if (dead || zombie) {
		siginfo_t info;

		kill(pid, SIGKILL);
		/* It becomes our child when the process that forked it has ended, too. */
		while (waitid(P_PID, (id_t)pid, &info, WEXITED | (zombie ? WNOWAIT : 0)) != 0)
			if (errno != ECHILD || kill(pid, 0) != 0 || usleep(1000) != 0)
				fail("waitid");
	}
}

/* One wish of the target; its process id as this process sees it comes with it. Returns whether it
 * was the last. */
static bool serve(struct target *t, int channel)
{
	char text[4096], control[CMSG_SPACE(sizeof(struct ucred))] = "";
	struct iovec vector = { text, sizeof text - 1 };
	struct msghdr message = { .msg_iov = &vector,
				  .msg_iovlen = 1,
				  .msg_control = control,
				  .msg_controllen = sizeof control };
	struct ucred who;

	ssize_t length = recvmsg(channel, &message, 0);
	if (length <= 0 || !CMSG_FIRSTHDR(&message)) {
		errno = ECHILD;
		fail("target");
	}
	text[length] = 0;
	memcpy(&who, CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof who);
	char *value = strchr(text, ' ');
	*value++ = 0;
	if (strcmp(text, "ready") == 0) {
		hold(t, who.pid, value);
		return true;
	}
	if (strcmp(text, "pin") == 0)
		bind_namespace(who.pid, value);
	else if (strcmp(text, "cgroup") == 0)
		make_cgroup(t, who.pid, value);
	else
		write_map(who.pid, text, value);
	if (send(channel, "", 1, 0) != 1)
		fail("answer");
	return false;
}

static int start_target(struct target *t, char **options)
{
	int ends[2], yes = 1;

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0 ||
	    setsockopt(ends[0], SOL_SOCKET, SO_PASSCRED, &yes, sizeof yes) != 0)
		fail("socketpair");
	pid_t pid = fork();
	if (pid < 0)
		fail("fork");
	if (pid == 0) {
		close(ends[0]);
		become_target(t, options, ends[1]);
	}
	close(ends[1]);
	while (!serve(t, ends[0]))
		;
	return ends[0];
}

/* Kills them, and waits until they are no more: with the init of a pid namespace all in it. */
static void end_targets(void)
{
	for (struct target *t = targets; t < end; t++)
		if (t->pid != 0) {
			syscall(SYS_pidfd_send_signal, t->pidfd, SIGKILL, NULL, 0);
			poll(&(struct pollfd){ .fd = t->pidfd, .events = POLLIN }, 1, -1);
		}
}

/* The keeper: ends as its child does, and takes with it whom it keeps. */
static void keep(pid_t runner)
{
	int status;

	if (waitpid(runner, &status, 0) != runner)
		fail("waitpid");
	descendants(getpid(), kill_process);
	end_targets();
	while (waitpid(-1, NULL, 0) > 0)
		descendants(getpid(), kill_process);
	for (struct target *t = targets; t < end; t++)
		if (t->cgroup[0] && rmdir(t->cgroup) != 0)
			fail(t->cgroup);
	_exit(WIFEXITED(status) ? WEXITSTATUS(status) : 99);
}

void start_targets(char **options)
{
	int channels[2] = { -1, -1 };

	int program = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);

	own_program = fcntl(program, F_DUPFD_CLOEXEC, CHANNEL + 1);
	if (own_program < 0)
		fail("exe");
	close(program);
	for (struct target *t = targets; t < end; t++)
		for (char **option = options; *option && t->pid == 0; option++)
			if ((*option)[0] == t->letter && (*option)[1] == ':')
				channels[t - targets] = start_target(t, options);
	close(own_program);
	pid_t runner = fork();
	if (runner < 0)
		fail("fork");
	if (runner > 0)
		keep(runner);
	for (int i = 0; i < 2; i++)
		if (channels[i] >= 0)
			close(channels[i]);
	lead_session();
}

/* What the one who runs the program does. */

void replace_marks(char **word)
{
	size_t size = 0;
	char *text = NULL;
	FILE *out = open_memstream(&text, &size);

	for (const char *c = *word; *c; c++) {
		const struct target *found = NULL;

		for (struct target *t = targets; t < end; t++)
			if (*c == '%' && t->pid != 0 && c[1] && strchr(t->marks, c[1]))
				found = t;
		if (!found) {
			fputc(*c, out);
			continue;
		}
		const unsigned long long values[] = { (unsigned)found->pid, found->inode,
						      found->uts };
		fprintf(out, "%llu", values[strchr(found->marks, *++c) - found->marks]);
	}
	fclose(out);
	*word = text;
}

void report_targets(void)
{
	for (struct target *t = targets; t < end; t++)
		if (t->pid != 0)
			printf("target %c %d%s\n", t->letter, t->pid, t->namespaces);
}

void kill_target(int signal_number)
{
	syscall(SYS_pidfd_send_signal, targets[0].pidfd, signal_number, NULL, 0);
}

/* What the program left in a namespace whose init is a target is a child of that. */
void descendants_of_targets(void (*visit)(pid_t))
{
	for (struct target *t = targets; t < end; t++)
		if (t->pid != 0)
			descendants(t->pid, visit);
}
