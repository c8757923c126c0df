/*
 * ask COMMAND...: starts COMMAND with a socket as its standard input, as the launcher starts the
 * runtime. Sends it the calls that it reads itself, one by one, and prints the answers. To what it
 * is asked meanwhile it answers 0 for each word, to a system call that it was made, and to netlink
 * that all is well, that there is nothing, or, of links, addresses, routes of IPv4 and ids of
 * network namespaces, that there is one.
 *
 * COMMAND sees a busy machine: many processes and, where the machine lets us, network namespaces
 * with names, and no other processes. Without these all works, and the first steps with them are
 * slower.
 *
 * Without COMMAND: ends with 0 if the machine lets us.
 *
 * What COMMAND makes is to be the same each time and everywhere: it runs in /, on one processor,
 * its memory lies where it always does, and the directory that we are called in is /run/build. A
 * container may refuse some of this.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* Of linux/netlink.h, which musl has not. */
struct netlink_header {
	uint32_t length;
	uint16_t type, flags;
	uint32_t sequence, port;
};

enum {
	NLM_F_ACK = 4,
	NLMSG_ERROR = 2,
	NLMSG_DONE = 3,
	RTM_NEWLINK = 16,
	RTM_GETLINK = 18,
	RTM_NEWADDR = 20,
	RTM_GETADDR = 22,
	RTM_NEWROUTE = 24,
	RTM_GETROUTE = 26,
	RTM_NEWNSID = 88,
	RTM_GETNSID = 90
};

struct message {
	char kind[32];
	size_t length;
	char *bytes;
};

static void fail(const char *what)
{
	perror(what);
	exit(1);
}

/* A word of a message, up to its NUL; false at the end of the file. */
static bool read_word(FILE *in, char *word, size_t size)
{
	size_t n = 0;
	int c;

	while ((c = getc(in)) > 0 && n < size - 1)
		word[n++] = (char)c;
	word[n] = '\0';
	return n > 0;
}

/* KIND, LENGTH and so many bytes. */
static bool read_message(FILE *in, struct message *message)
{
	char length[32];

	if (!read_word(in, message->kind, sizeof(message->kind)))
		return false;
	read_word(in, length, sizeof(length));
	message->length = strtoul(length, NULL, 10);
	message->bytes = realloc(message->bytes, message->length + 1);
	if (!message->bytes || fread(message->bytes, 1, message->length, in) != message->length)
		fail("read");
	return true;
}

/* The first link of each network namespace, and its address. */
static const struct {
	struct netlink_header header;
	uint32_t family, index, flags, change;
	uint16_t mac_length, mac_type;	 /* IFLA_ADDRESS */
	unsigned char mac[8];		 /* 6 of them */
	uint16_t name_length, name_type; /* IFLA_IFNAME */
	char name[4];
} the_link = {
	.header = { .length = sizeof(the_link), .type = RTM_NEWLINK },
	.index = 1,
	.mac_length = 10,
	.mac_type = 1,
	.name_length = 7,
	.name_type = 3,
	.name = "lo",
};

static const struct {
	struct netlink_header header;
	uint8_t family, prefix, flags, scope;
	uint32_t index;
	uint16_t length, type; /* IFA_LOCAL */
	uint8_t address[4];
} the_address = {
	.header = { .length = sizeof(the_address), .type = RTM_NEWADDR },
	.family = AF_INET,
	.prefix = 8,
	.index = 1,
	.length = 8,
	.type = 2,
	.address = { 127, 0, 0, 1 },
};

/* And a route over it. */
static const struct {
	struct netlink_header header;
	uint8_t family, to, from, tos, table, protocol, scope, type;
	uint32_t flags;
	uint16_t to_length, to_type; /* RTA_DST */
	uint8_t to_address[4];
	uint16_t length, attribute; /* RTA_OIF */
	uint32_t index;
} the_route = {
	.header = { .length = sizeof(the_route), .type = RTM_NEWROUTE },
	.family = AF_INET,
	.to = 16,
	.table = 254,
	.type = 1,
	.to_length = 8,
	.to_type = 1,
	.to_address = { 192, 168 },
	.length = 8,
	.attribute = 4,
	.index = 1,
};

/* No network namespace has an id. */
static const struct {
	struct netlink_header header;
	uint32_t family;
	uint16_t length, type; /* NETNSA_NSID */
	int32_t id;
} the_nsid = {
	.header = { .length = sizeof(the_nsid), .type = RTM_NEWNSID },
	.length = 8,
	.type = 1,
	.id = -1,
};

/* What there is of a kind that is asked for, as an answer to the request. */
static void put_found(FILE *out, const struct netlink_header *request)
{
	union {
		struct netlink_header header;
		char link[sizeof(the_link)], address[sizeof(the_address)];
		char route[sizeof(the_route)], nsid[sizeof(the_nsid)];
	} found = { .header = { .length = 0 } };

	if (request->type == RTM_GETLINK)
		memcpy(found.link, &the_link, sizeof(the_link));
	else if (request->type == RTM_GETADDR)
		memcpy(found.address, &the_address, sizeof(the_address));
	else if (request->type == RTM_GETROUTE)
		memcpy(found.route, &the_route, sizeof(the_route));
	else if (request->type == RTM_GETNSID)
		memcpy(found.nsid, &the_nsid, sizeof(the_nsid));
	found.header.sequence = request->sequence;
	fwrite(&found, found.header.length, 1, out);
}

/*
 * What came of a call: its result, errno and how much follows, here what is found and what ends a
 * request: NLMSG_ERROR without one, or NLMSG_DONE where all there is was asked for.
 */
static void answer_call(FILE *out, const char *call, size_t length)
{
	struct netlink_header message = { .length = 0 }, next;
	size_t at = strlen(call) + 1, size = 0;
	struct {
		struct netlink_header header;
		int32_t error;
		struct netlink_header request;
	} end = { .header = { .length = sizeof(end), .type = NLMSG_ERROR } };
	uint32_t head[3] = { 0 };
	char *found = NULL, family = 0;

	if (strcmp(call, "ioctl") == 0)
		head[0] = CLONE_NEWNET; /* NS_GET_NSTYPE */
	if (strcmp(call, "exchange") != 0) {
		fwrite(head, sizeof(head), 1, out);
		return;
	}
	for (at += strlen(call + at) + 1; length - at >= sizeof(message);
	     at += (next.length + 3) & ~3U) {
		memcpy(&next, call + at, sizeof(next));
		if ((message.flags & NLM_F_ACK) && !(next.flags & NLM_F_ACK))
			continue; /* what ends a transaction is not answered */
		message = next;
		family = call[at + sizeof(next)];
	}
	end.header.sequence = message.sequence;
	if (message.type == RTM_GETROUTE && family != AF_INET) {
		message.type = 0;
		end.error = -ENOENT; /* there is no such table */
	} else if (!(message.flags & NLM_F_ACK)) {
		end.header.type = NLMSG_DONE;
	}
	FILE *memory = open_memstream(&found, &size);

	put_found(memory, &message);
	fwrite(&end, sizeof(end), 1, memory);
	fclose(memory);
	head[2] = (uint32_t)size;
	fwrite(head, sizeof(head), 1, out);
	fwrite(found, size, 1, out);
	free(found);
}

/* Calls, each with its length before it. */
static void answer_calls(FILE *out, const struct message *question)
{
	char *reply = NULL;
	size_t size = 0, length;
	FILE *memory = open_memstream(&reply, &size);

	for (size_t at = 0; at < question->length; at += length) {
		length = strtoul(question->bytes + at, NULL, 10);
		at += strlen(question->bytes + at) + 1;
		answer_call(memory, question->bytes + at, length);
	}
	fclose(memory);
	fprintf(out, "%zu%c", size, 0);
	fwrite(reply, size, 1, out);
	fflush(out);
	free(reply);
}

static void answer_zeros(FILE *out, const struct message *question)
{
	size_t words = 0;

	for (size_t i = 0; i < question->length; i++)
		words += question->bytes[i] == '\0';
	if (strcmp(question->kind, "calls") == 0) {
		answer_calls(out, question);
		return;
	}
	fprintf(out, "%zu%c", 2 * words, 0);
	while (words-- > 0)
		fprintf(out, "0%c", 0);
	fflush(out);
}

static bool is_answer(const char *kind)
{
	return strcmp(kind, "plan") == 0 || strcmp(kind, "print") == 0 ||
	       strcmp(kind, "report") == 0 || strcmp(kind, "fail") == 0;
}

static void put_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

	if (fd < 0 || dprintf(fd, "%s", text) < 0 || close(fd) < 0)
		fail(path);
}

/* Goes on as process 1 of the pid namespace that was made. */
static void become_first(void)
{
	int status;
	pid_t pid = fork();

	if (pid > 0 && waitpid(pid, &status, 0) == pid)
		exit(WIFEXITED(status) ? WEXITSTATUS(status) : 1);
	if (pid != 0)
		fail("fork");
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (mount("proc", "/proc", "proc", 0, NULL) < 0)
		fail("/proc");
}

/* Lets COMMAND see network namespaces with names, and the processes that we start alone. */
static void enter_namespaces(void)
{
	static const char *const names[] = { "/run/netns/one", "/run/netns/two" };
	uid_t uid = geteuid();
	gid_t gid = getegid();
	char map[32];
	int here;

	if (unshare(CLONE_NEWPID | CLONE_NEWNS | (uid == 0 ? 0 : CLONE_NEWUSER)) < 0)
		fail("unshare");
	if (uid != 0) {
		put_file("/proc/self/setgroups", "deny");
		snprintf(map, sizeof(map), "0 %u 1", uid);
		put_file("/proc/self/uid_map", map);
		snprintf(map, sizeof(map), "0 %u 1", gid);
		put_file("/proc/self/gid_map", map);
	}
	here = open(".", O_PATH | O_CLOEXEC);
	if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0 ||
	    mount("run", "/run", "tmpfs", 0, "mode=755") < 0 || mkdir("/run/netns", 0755) < 0 ||
	    mkdir("/run/build", 0755) < 0)
		fail("/run");
	snprintf(map, sizeof(map), "/proc/self/fd/%d", here);
	if (mount(map, "/run/build", NULL, MS_BIND, NULL) < 0)
		fail("/run/build");
	close(here);
	for (size_t i = 0; i < 2; i++) {
		put_file(names[i], "");
		if (unshare(CLONE_NEWNET) < 0 ||
		    mount("/proc/self/ns/net", names[i], NULL, MS_BIND, NULL) < 0)
			fail(names[i]);
	}
	if (unshare(CLONE_NEWNET) < 0)
		fail("unshare");
	become_first();
}

/* Whether the machine lets us. */
static bool can_enter_namespaces(void)
{
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		enter_namespaces();
		_exit(0);
	}
	return pid > 0 && waitpid(pid, &status, 0) == pid && status == 0;
}

static void be_the_same_each_time(void)
{
	if (chdir("/") < 0)
		fail("/");
	cpu_set_t first;

	sched_getaffinity(0, sizeof(first), &first);
	for (size_t i = 0, found = 0; i < CPU_SETSIZE; i++) {
		if (CPU_ISSET(i, &first) && found++ > 0)
			CPU_CLR(i, &first);
	}
	sched_setaffinity(0, sizeof(first), &first);
	personality(ADDR_NO_RANDOMIZE);
}

/* Processes that live as long as we do, in a namespace of their own; their names are not ASCII. */
static void start_processes(char *name)
{
	char *ours = strdup(name);

	/* Here, and one after the other: neither names nor order are a race. */
	snprintf(name, strlen(name) + 1, "└");
	for (size_t i = 0; i < 64; i++) {
		/* clone(2): without a stack, as fork(2). */
		pid_t pid = (pid_t)syscall(SYS_clone, CLONE_NEWUTS | SIGCHLD, 0, 0, 0, 0);

		if (pid < 0)
			pid = fork(); /* not let */
		if (pid == 0) {
			prctl(PR_SET_PDEATHSIG, SIGKILL);
			pause();
			_exit(0);
		}
	}
	strcpy(name, ours);
	free(ours);
}

int main(int argc, char **argv)
{
	int ends[2], status;
	struct message call = { .bytes = NULL }, answer = { .bytes = NULL };

	if (argc < 2)
		return can_enter_namespaces() ? 0 : 1;
	if (can_enter_namespaces())
		enter_namespaces();
	else
		fputs("ask: no namespaces\n", stderr);
	start_processes(argv[0]);
	if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) < 0)
		fail("socketpair");
	pid_t pid = fork();

	if (pid == 0) {
		dup2(ends[1], STDIN_FILENO);
		close(ends[0]);
		close(ends[1]);
		dup2(STDERR_FILENO, STDOUT_FILENO);
		be_the_same_each_time();
		execvp(argv[1], argv + 1);
		fail(argv[1]);
	}
	close(ends[1]);
	FILE *in = fdopen(ends[0], "r"), *out = fdopen(dup(ends[0]), "w");

	while (read_message(stdin, &call)) {
		fprintf(out, "%s%c%zu%c", call.kind, 0, call.length, 0);
		fwrite(call.bytes, 1, call.length, out);
		fflush(out);
		while (read_message(in, &answer) && !is_answer(answer.kind))
			answer_zeros(out, &answer);
		printf("%s%c%zu%c", answer.kind, 0, answer.length, 0);
		fwrite(answer.bytes, 1, answer.length, stdout);
	}
	shutdown(ends[0], SHUT_WR);
	if (pid < 0 || waitpid(pid, &status, 0) < 0)
		fail("waitpid");
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
