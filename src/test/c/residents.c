/*
 * Who lives in a system (system.c): processes in namespaces of all kinds and depths, with names and
 * owners that are easily read wrong; and namespaces that are held by something else. Each resident
 * executes this program anew, with a command line of its own.
 */
#include "start.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef CLONE_NEWTIME
#define CLONE_NEWTIME 0x80
#endif

enum { MOST = 80, READY_FD = 101, ADA = 54321, BOB = 54322, NOBODY_KNOWN = 54399 };

struct resident {
	/* In the system, and from it inwards in each pid namespace. */
	pid_t pids[4];
	int flags;
	/* Of a new user namespace: the map of both kinds of ids. */
	const char *map;
	void (*prepare)(void);
	uid_t uid;
	const char *comm;
	/* By default its comm. */
	char *const *argv;
	/* What it is apart from being there: a row of parts. */
	const char *part;
};

/* Inodes of namespaces to which no path leads. */
static struct {
	unsigned long socket, unix_socket, elsewhere;
} * seen;

static void start_resident(const struct resident *r);

static int open_namespace(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		fail(path);
	return fd;
}

static void enter(const char *path)
{
	int fd = open_namespace(path);

	if (setns(fd, 0) != 0)
		fail(path);
	close(fd);
}

/* 0 where there is none. */
static unsigned long inode(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 ? status.st_ino : 0;
}

static void write_maps(pid_t pid, const char *map)
{
	char path[64];

	snprintf(path, sizeof path, "/proc/%d/uid_map", pid);
	write_text(path, map);
	snprintf(path, sizeof path, "/proc/%d/gid_map", pid);
	write_text(path, map);
}

static void become_root(void)
{
	if (setresgid(0, 0, 0) != 0 || setresuid(0, 0, 0) != 0)
		fail("root");
}

/* Makes a user namespace as owner; the maps are written from the parent of it. */
static void unshare_user(uid_t owner, const char *map)
{
	int go[2];
	pid_t self = getpid();

	if (pipe2(go, O_CLOEXEC) != 0)
		fail("pipe");
	pid_t writer = fork();
	if (writer == 0) {
		char nothing;

		close(go[1]);
		if (read(go[0], &nothing, 1) == 1)
			write_maps(self, map);
		_exit(0);
	}
	if (seteuid(owner) != 0)
		fail("seteuid");
	prctl(PR_SET_DUMPABLE, 1);
	if (unshare(CLONE_NEWUSER) != 0 || write(go[1], "", 1) != 1)
		fail("user namespace");
	close(go[0]);
	close(go[1]);
	waitpid(writer, NULL, 0);
	become_root();
}

/* A new namespace without a process of its own, as the file descriptor fd. */
static void keep_new(int flag, const char *link, int fd)
{
	int own = open_namespace(link);

	if (unshare(flag) != 0)
		fail(link);
	int kept = open_namespace(link);
	if (kept != fd && (dup3(kept, fd, O_CLOEXEC) < 0 || close(kept) != 0))
		fail(link);
	if (setns(own, flag) != 0)
		fail(link);
	close(own);
}

/* The same through a process that makes it and ends. */
static void keep_of_dead(int flags, const char *link, int fd)
{
	char path[64];
	int go[2];
	siginfo_t info;

	if (pipe2(go, O_CLOEXEC) != 0)
		fail("pipe");
	pid_t pid = fork_as((unsigned long long)flags, NULL, 0);
	if (pid == 0) {
		char nothing;

		close(go[1]);
		_exit((int)read(go[0], &nothing, 1));
	}
	snprintf(path, sizeof path, "/proc/%d/ns/%s", pid, link);
	int kept = open_namespace(path);
	if (kept != fd && (dup3(kept, fd, O_CLOEXEC) < 0 || close(kept) != 0))
		fail(link);
	close(go[0]);
	close(go[1]);
	waitid(P_PID, (id_t)pid, &info, WEXITED);
}

static void bind_file(const char *path, const char *file)
{
	int fd = open(file, O_WRONLY | O_CREAT | O_CLOEXEC, 0644);

	if (fd < 0 || mount(path, file, NULL, MS_BIND, NULL) != 0)
		fail(file);
	close(fd);
}

static void bind_fd(int fd, const char *file)
{
	char path[64];

	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	bind_file(path, file);
}

/* What residents do before they are executed. */

static void enter_user_of_10117(void)
{
	enter("/proc/10117/ns/user");
	become_root();
	unshare_user(1000, "0 1000 1000");
}

static void enter_user_of_10170(void)
{
	enter("/proc/10170/ns/user");
	become_root();
	unshare_user(0, "0 0 1");
	if (unshare(CLONE_NEWUTS) != 0)
		fail("uts");
}

static void unshare_net_of_10170(void)
{
	enter("/proc/10170/ns/user");
	become_root();
	if (unshare(CLONE_NEWNET) != 0)
		fail("net");
}

static void be_rootless(void)
{
	unshare_user(ADA, "0 54321 1");
	if (unshare(CLONE_NEWUTS | CLONE_NEWNET | CLONE_NEWIPC) != 0)
		fail("rootless");
}

static void enter_uts_of_parent(void)
{
	enter("/proc/10140/ns/uts");
}

static char *const child[] = { "child", "of", NULL };

static void have_grandchildren(void)
{
	start_resident(&(struct resident){
		{ 10142 }, .prepare = enter_uts_of_parent, .comm = "grandchild", .argv = child });
	start_resident(&(struct resident){
		{ 10143 }, CLONE_NEWUTS, .comm = "grandchild", .argv = child, .uid = BOB });
}

static void have_children(void)
{
	start_resident(&(struct resident){ { 10141 },
					   CLONE_NEWUTS | CLONE_NEWIPC,
					   .prepare = have_grandchildren,
					   .comm = "child",
					   .argv = child });
	start_resident(&(struct resident){ { 10144 }, .comm = "child", .argv = child });
}

static void have_innermost(void)
{
	start_resident(&(struct resident){ { 10133, 4, 2, 1 }, CLONE_NEWPID, .comm = "innermost" });
}

static void have_inner(void)
{
	start_resident(&(struct resident){ { 10131, 2 }, .comm = "member" });
	start_resident(&(struct resident){
		{ 10132, 3, 1 }, CLONE_NEWPID, .prepare = have_innermost, .comm = "inner" });
}

static void have_zombie(void)
{
	siginfo_t info;

	pid_t pid = fork_as(CLONE_NEWUTS | CLONE_NEWIPC, (pid_t[]){ 10158 }, 1);
	if (pid == 0)
		_exit(7);
	waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT);
}

/* One of each type that can be held so; that of a pid namespace is dead. */
static void hold_fds(void)
{
	keep_new(CLONE_NEWUTS, "/proc/self/ns/uts", 21);
	keep_of_dead(CLONE_NEWUSER, "user", 22);
	keep_new(CLONE_NEWNET, "/proc/self/ns/net", 23);
	keep_of_dead(CLONE_NEWNS, "mnt", 24);
	keep_of_dead(CLONE_NEWPID, "pid", 25);
	keep_new(CLONE_NEWIPC, "/proc/self/ns/ipc", 26);
	keep_of_dead(CLONE_NEWTIME, "time", 27);
	keep_new(CLONE_NEWCGROUP, "/proc/self/ns/cgroup", 28);
	for (int fd = 21; fd <= 28; fd++)
		fcntl(fd, F_SETFD, 0);
}

/* The same one as somebody else, one with processes, and one whose owner is held by it alone. */
static void hold_more_fds(void)
{
	if (dup2(open_namespace("/proc/10180/fd/21"), 31) < 0 ||
	    dup2(open_namespace("/proc/10110/ns/uts"), 32) < 0)
		fail("fds");
	keep_of_dead(CLONE_NEWUSER | CLONE_NEWNET, "net", 33);
	fcntl(33, F_SETFD, 0);
}

static int open_socket_in(const char *link, int family)
{
	enter(link);
	int made = socket(family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (made < 0)
		fail("socket");
	return made;
}

static void hold_sockets(void)
{
	keep_new(CLONE_NEWNET, "/proc/self/ns/net", 10);
	keep_new(CLONE_NEWNET, "/proc/self/ns/net", 11);
	keep_new(CLONE_NEWNET, "/proc/self/ns/net", 12);
	seen->socket = inode("/proc/self/fd/10");
	seen->unix_socket = inode("/proc/self/fd/11");
	int own = open_namespace("/proc/self/ns/net");
	if (dup2(open_socket_in("/proc/self/fd/10", AF_INET), 20) < 0 ||
	    dup2(open_socket_in("/proc/self/fd/11", AF_UNIX), 21) < 0 ||
	    dup2(open_socket_in("/proc/self/fd/12", AF_INET6), 22) < 0 || dup2(12, 23) < 0 ||
	    setns(own, CLONE_NEWNET) != 0)
		fail("sockets");
}

/* In a mount namespace of its own, where nobody else sees it. */
static void bind_elsewhere(void)
{
	keep_new(CLONE_NEWUTS, "/proc/self/ns/uts", 10);
	seen->elsewhere = inode("/proc/self/fd/10");
	bind_fd(10, "/mnt/ns/elsewhere");
	close(10);
}

/* What a resident is, once it has been executed. */

static void say_ready(void)
{
	if (write(READY_FD, "", 1) != 1 || close(READY_FD) != 0)
		fail("ready");
}

/* Until the system ends, as everybody in it. */
static void stay(void) __attribute__((noreturn));
static void stay(void)
{
	for (;;)
		pause();
}

static void *be_thread(void *away)
{
	if (away && unshare(CLONE_NEWUTS) != 0)
		fail("thread");
	stay();
}

static void be_threads(void)
{
	pthread_t thread;

	for (int i = 0; i < 3; i++)
		pthread_create(&thread, NULL, be_thread, i == 2 ? &thread : NULL);
}

/* The first thread ends, the others live on. */
static void be_leaderless(void)
{
	be_threads();
	say_ready();
	syscall(SYS_exit, 0);
}

/* Fields of /proc/self/stat, proc(5), counted from 1; those before the state are left out. */
static void read_stat(unsigned long long fields[64])
{
	char text[1024];
	FILE *file = fopen("/proc/self/stat", "re");
	size_t length = file ? fread(text, 1, sizeof text - 1, file) : 0;

	text[length] = 0;
	char *rest = strrchr(text, ')');
	for (int i = 3; i < 64; i++) {
		rest = rest ? strchr(rest + 1, ' ') : NULL;
		fields[i] = rest ? strtoull(rest, NULL, 10) : 0;
	}
	if (file)
		fclose(file);
}

/* Its command line is as empty as that of a thread of the kernel. prctl(2), PR_SET_MM_MAP. */
static void hide_command_line(void)
{
	unsigned long long f[64];

	read_stat(f);
	struct {
		unsigned long long start_code, end_code, start_data, end_data, start_brk, brk;
		unsigned long long start_stack, arg_start, arg_end, env_start, env_end, auxv;
		uint32_t auxv_size;
		int exe;
	} map = { f[26], f[27], f[45], f[46], f[47], (unsigned long long)syscall(SYS_brk, 0),
		  f[28], f[48], f[48], f[50], f[51], 0,
		  0,	 -1 };
	if (prctl(PR_SET_MM, PR_SET_MM_MAP, &map, sizeof map, 0) != 0)
		fail("command line");
}

/* Not dumpable: its files in /proc are root's. */
static void be_private(void)
{
	prctl(PR_SET_DUMPABLE, 0);
}

static const struct {
	const char *name;
	void (*be)(void);
} parts[] = {
	{ "threads", be_threads },
	{ "leaderless", be_leaderless },
	{ "empty", hide_command_line },
	{ "private", be_private },
};

/* part is "PART COMM", or the number of processes of a storm. */
int be_resident(char *part)
{
	char *comm = strchr(part, ' ');

	if (strcmp(part, "system") == 0)
		return be_system();
	if (!comm)
		return be_storm(atoi(part));
	*comm++ = 0;
	prctl(PR_SET_NAME, comm);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (strcmp(parts[i].name, part) == 0)
			parts[i].be();
	say_ready();
	stay();
}

static void become_resident(const struct resident *r, int go, int ready)
{
	char nothing, part[64];

	if (r->map) {
		if (read(go, &nothing, 1) != 1)
			fail("maps");
		become_root();
	}
	if (r->prepare)
		r->prepare();
	if (r->uid &&
	    (setresgid(r->uid, r->uid, r->uid) != 0 || setresuid(r->uid, r->uid, r->uid) != 0))
		fail("uid");
	for (int fd = 0; fd < 3; fd++)
		close(fd);
	dup2(ready, READY_FD);
	snprintf(part, sizeof part, "%s %s", r->part ? r->part : "", r->comm);
	execute_as(r->argv ? r->argv : (char *[]){ (char *)r->comm, NULL }, part);
}

/* Returns when the resident is what it shall be. */
static void start_resident(const struct resident *r)
{
	int go[2], ready[2];
	pid_t pids[4];
	size_t levels = 0;
	char nothing;

	while (levels < 4 && r->pids[levels] != 0)
		levels++;
	for (size_t i = 0; i < levels; i++)
		pids[i] = r->pids[levels - 1 - i];
	if (pipe2(go, O_CLOEXEC) != 0 || pipe2(ready, O_CLOEXEC) != 0)
		fail("pipe");
	pid_t pid = fork_as((unsigned long long)r->flags, pids, levels);
	if (pid == 0)
		become_resident(r, go[0], ready[1]);
	close(ready[1]);
	if (r->map) {
		write_maps(pid, r->map);
		if (write(go[1], "", 1) != 1)
			fail("go");
	}
	if (read(ready[0], &nothing, 1) != 1)
		fail(r->comm);
	close(go[0]);
	close(go[1]);
	close(ready[0]);
}

static char very_long[9000], *const huge[] = { "huge", very_long, NULL };
static char *const odd[] = { "odd",	   "with  blanks ",  "tab\there",
			     "new\nline",  "\xff\xfe bytes", "b\\ack",
			     "\"quoted\"", "\x1b[31mred",    "",
			     NULL };
static char *const utf8[] = { "gr\xc3\xb6\xc3\x9f"
			      "e",
			      "\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e",
			      "e\xcc\x81",
			      "\xf0\x9f\x98\x80",
			      "\xc2\xa0nbsp",
			      "\xe2\x80\x8bzero",
			      NULL };
static char *const long_line[] = {
	"/usr/bin/a-program-with-a-name", "--and-an-option=that-is-long",
	"and words and words and words and words and words and words and words",
	"until no terminal of an ordinary width would show them", NULL
};
static char *const nameless[] = { "", NULL };

static const struct resident residents[] = {
	{ { 10110 }, CLONE_NEWUTS, .comm = "uts" },
	{ { 10111 }, CLONE_NEWIPC, .comm = "ipc" },
	{ { 10112 }, CLONE_NEWNET, .comm = "red" },
	{ { 10113 }, CLONE_NEWNET, .comm = "net" },
	{ { 10114 }, CLONE_NEWNS, .comm = "mnt" },
	{ { 10115 }, CLONE_NEWCGROUP, .comm = "cgroup" },
	{ { 10116 }, CLONE_NEWTIME, .comm = "time" },
	{ { 10117 }, CLONE_NEWUSER, "0 100000 65536", .comm = "user" },
	{ { 10118, 1 },
	  CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWNET | CLONE_NEWNS |
		  CLONE_NEWCGROUP,
	  "0 200000 65536",
	  .comm = "container" },
	{ { 10130, 1 }, CLONE_NEWPID, .prepare = have_inner, .comm = "outer" },
	{ { 10140 }, CLONE_NEWUTS, .prepare = have_children, .comm = "parent" },
	{ { 10145 }, CLONE_NEWUTS, .uid = ADA, .comm = "ada" },
	{ { 10146 }, CLONE_NEWUTS | CLONE_NEWIPC, .uid = NOBODY_KNOWN, .comm = "x" },
	{ { 10148 }, .uid = BOB, .comm = "bob" },
	{ { 10149 }, CLONE_NEWUTS, .uid = ADA, .comm = "private", .part = "private" },
	{ { 10150 }, CLONE_NEWUTS, .comm = "a) R 1 (b", .argv = odd },
	{ { 10151 }, CLONE_NEWUTS, .comm = "utf8", .argv = utf8 },
	{ { 10152 }, CLONE_NEWUTS, .comm = "long", .argv = long_line },
	{ { 10153 }, CLONE_NEWUTS, .comm = "huge", .argv = huge },
	{ { 10154 }, CLONE_NEWUTS, .comm = "tab\tin) S 1", .part = "empty" },
	{ { 10155 }, CLONE_NEWUTS, .comm = "nameless", .argv = nameless },
	{ { 10156 }, CLONE_NEWUTS, .comm = "\xff\xfe( \x01", .part = "empty" },
	{ { 10157 }, CLONE_NEWUTS, .prepare = have_zombie, .comm = "zombies" },
	{ { 10159 }, CLONE_NEWUTS, .comm = "threads", .part = "threads" },
	{ { 10160 }, CLONE_NEWUTS, .comm = "leaderless", .part = "leaderless" },
	{ { 10170 }, .prepare = enter_user_of_10117, .comm = "nested" },
	{ { 10171 }, .prepare = enter_user_of_10170, .comm = "deeper" },
	{ { 10172 }, .prepare = unshare_net_of_10170, .comm = "owned" },
	{ { 10173 }, .prepare = be_rootless, .comm = "rootless" },
};

/* Of namespaces without processes. */
static const struct resident holders[] = {
	{ { 10180 }, .prepare = hold_fds, .comm = "fds" },
	{ { 10181 }, .prepare = hold_more_fds, .comm = "fds" },
	{ { 10182 }, .prepare = hold_sockets, .comm = "sockets" },
	{ { 10184 }, CLONE_NEWNS, .prepare = bind_elsewhere, .comm = "mounts" },
};

/* rtnetlink(7): RTM_NEWNSID, with NETNSA_NSID and NETNSA_FD. */
static void set_nsid(const char *path, int id)
{
	int namespace = open_namespace(path);
	struct {
		uint32_t length;
		uint16_t type, flags;
		uint32_t sequence, port;
		uint8_t family, padding[3];
		struct {
			uint16_t length, type;
			int32_t value;
		} attributes[2];
	} message = {
		sizeof message, 88, 5, 1, 0, 0, { 0 }, { { 8, 1, id }, { 8, 3, namespace } }
	};
	struct {
		uint32_t header[4];
		int32_t error;
		char rest[256];
	} reply = { .error = -1 };

	int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, 0);
	if (send(fd, &message, sizeof message, 0) < 0 || recv(fd, &reply, sizeof reply, 0) < 0 ||
	    reply.error != 0)
		fail(path);
	close(fd);
	close(namespace);
}

/* A UTS namespace that nobody is in; nor in the user namespace that owns it, which is ada's. */
static void bind_owned(const char *file)
{
	char path[64];
	int ready[2], status;
	char nothing;

	if (pipe2(ready, O_CLOEXEC) != 0)
		fail("pipe");
	pid_t pid = fork();
	if (pid == 0) {
		unshare_user(ADA, "0 54321 1");
		if (unshare(CLONE_NEWUTS) != 0 || write(ready[1], "", 1) != 1)
			fail("owned");
		stay();
	}
	if (read(ready[0], &nothing, 1) != 1)
		fail("owned");
	snprintf(path, sizeof path, "/proc/%d/ns/uts", pid);
	bind_file(path, file);
	kill(pid, SIGKILL);
	waitpid(pid, &status, 0);
	close(ready[0]);
	close(ready[1]);
}

static void bind_new(int flag, const char *link, const char *file, const char *second)
{
	keep_new(flag, link, 10);
	bind_fd(10, file);
	if (second)
		bind_fd(10, second);
	close(10);
}

/* Mounts come last: no other mount namespace shall have them. */

static void bind_inhabited(void)
{
	mkdir("/run/netns", 0755);
	bind_file("/proc/10112/ns/net", "/run/netns/red");
	bind_file("/proc/10112/ns/net", "/mnt/ns/two words");
	bind_file("/proc/10173/ns/user", "/mnt/ns/user");
	bind_file("/proc/10130/ns/pid", "/mnt/ns/pid");
	bind_file("/proc/10114/ns/mnt", "/mnt/ns/mnt");
	bind_file("/proc/10110/ns/uts", "/mnt/ns/uts");
	set_nsid("/run/netns/red", 7);
}

static void bind_empty(void)
{
	bind_new(CLONE_NEWNET, "/proc/self/ns/net", "/run/netns/blue", "/mnt/ns/blue too");
	bind_new(CLONE_NEWNET, "/proc/self/ns/net", "/run/netns/green grass", NULL);
	bind_file("/proc/10182/fd/23", "/run/netns/held");
	bind_new(CLONE_NEWUTS, "/proc/self/ns/uts", "/mnt/ns/empty",
		 "/mnt/ns/odd\\ \t\n\xff\xc3\xb6");
	set_nsid("/run/netns/blue", 8);
}

/* lsns of util-linux 2.38 ends with 1 and says nothing where this one is. */
static const struct resident newline = {
	{ 10185 }, CLONE_NEWUTS, .comm = "new\nline) S 1", .part = "empty"
};

/* One whose id lsns shows as a negative number, and with which its filters fail. */
static const struct resident large = {
	{ 10186 }, CLONE_NEWUTS, .uid = 3000000000U, .comm = "large"
};

/* residents: whom every lsns can see. residents=all: the others, too. residents=ours: even those
 * that ours alone shows as they are. */
void make_residents(char *value)
{
	bool ours = strcmp(value, "ours") == 0, all = ours || strcmp(value, "all") == 0;

	memset(very_long, 'x', sizeof very_long - 1);
	seen = mmap(NULL, sizeof *seen, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (seen == MAP_FAILED || mkdir("/mnt/ns", 0755) != 0)
		fail("residents");
	for (size_t i = 0; i < sizeof residents / sizeof *residents; i++)
		start_resident(&residents[i]);
	for (size_t i = 0; all && i < sizeof holders / sizeof *holders; i++)
		start_resident(&holders[i]);
	if (all)
		start_resident(&newline);
	if (ours)
		start_resident(&large);
	bind_inhabited();
	if (all)
		bind_empty();
	if (ours)
		bind_owned("/mnt/ns/owned");
}

/* Those that nobody is in, or that tests speak of; the others are called after their first process,
 * as uts-10143. */
static const struct {
	const char *name, *path;
	bool owner; /* the user namespace that owns that one */
} names[] = {
	{ "uts", "/proc/1/ns/uts", false },
	{ "ipc", "/proc/1/ns/ipc", false },
	{ "pid", "/proc/1/ns/pid", false },
	{ "cgroup", "/proc/1/ns/cgroup", false },
	{ "net", "/proc/1/ns/net", false },
	{ "time", "/proc/1/ns/time", false },
	{ "mnt", "/proc/1/ns/mnt", false },
	{ NULL, NULL, false },
	{ "uts-fd", "/proc/10180/fd/21", false },
	{ "user-fd", "/proc/10180/fd/22", false },
	{ "net-fd", "/proc/10180/fd/23", false },
	{ "mnt-fd", "/proc/10180/fd/24", false },
	{ "pid-fd", "/proc/10180/fd/25", false },
	{ "ipc-fd", "/proc/10180/fd/26", false },
	{ "time-fd", "/proc/10180/fd/27", false },
	{ "cgroup-fd", "/proc/10180/fd/28", false },
	{ "user-ghost", "/proc/10181/fd/33", true },
	{ "net-ghost", "/proc/10181/fd/33", false },
	{ "net-socket", NULL, false },
	{ "net-unix", NULL, false },
	{ "net-held", "/run/netns/held", false },
	{ "mnt-elsewhere", "/proc/10184/ns/mnt", false },
	{ "uts-elsewhere", NULL, false },
	{ "uts-newline", "/proc/10185/ns/uts", false },
	{ "uts-large", "/proc/10186/ns/uts", false },
	{ "net-blue", "/run/netns/blue", false },
	{ "net-green", "/run/netns/green grass", false },
	{ "uts-empty", "/mnt/ns/empty", false },
	{ "user-owned", "/mnt/ns/owned", true },
	{ "uts-owned", "/mnt/ns/owned", false },
};

static unsigned long owner_of(const char *path)
{
	struct stat status = { 0 };
	int fd = open_namespace(path), owner = ioctl(fd, 0xb701); /* NS_GET_USERNS, ioctl_nsfs(2) */

	if (owner < 0 || fstat(owner, &status) != 0)
		fail(path);
	close(owner);
	close(fd);
	return status.st_ino;
}

static void write_names_of_residents(FILE *out)
{
	static const char *const types[] = { "user", "mnt",    "uts", "ipc",
					     "pid",  "cgroup", "net", "time" };
	unsigned long seen_of[8][MOST] = { { 0 } };
	char path[64];

	for (int pid = 1; pid < 10180; pid = pid == 1 ? 10110 : pid + 1)
		for (int i = 0; i < 8; i++) {
			int known = 0;

			snprintf(path, sizeof path, "/proc/%d/ns/%s", pid, types[i]);
			unsigned long ino = inode(path);
			while (known < MOST - 1 && seen_of[i][known] != 0 &&
			       seen_of[i][known] != ino)
				known++;
			if (ino != 0 && seen_of[i][known] == 0 && pid > 1)
				fprintf(out, "%s-%d %lu\n", types[i], pid, ino);
			seen_of[i][known] = ino ? ino : seen_of[i][known];
		}
}

/* Line by line as they were made: so inodes increase, unless others fell free meanwhile. */
void write_names(FILE *out)
{
	fprintf(out, "user %lu\n", inode("/proc/1/ns/user"));
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *name = names[i].name, *path = names[i].path;
		unsigned long ino = path ? inode(path) : 0;

		if (names[i].owner && ino)
			ino = owner_of(path);
		if (!name)
			write_names_of_residents(out);
		else if (!path && seen)
			ino = strcmp(name, "net-socket") == 0 ? seen->socket
			      : strcmp(name, "net-unix") == 0 ? seen->unix_socket
							      : seen->elsewhere;
		if (ino)
			fprintf(out, "%s %lu\n", name, ino);
	}
}
