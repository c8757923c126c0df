/*
 * What the runtime asks before it answers, because it has no native library then. Questions and
 * answers are words; only the kernel is asked, and nothing is changed but by calls (calls.c).
 */
#include "launcher.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

#define NSFS_MAGIC 0x6e736673 /* linux/magic.h */

/* The namespaces that have been described, by their inodes: a table with room, 0 where it is free.
 */
static struct {
	unsigned long *inodes;
	size_t count, size; /* a power of 2 */
} described;

/* Makes the reply longer, by bytes that are still to be written. */
char *room_in_reply(struct reply *reply, size_t length)
{
	while (reply->length + length > reply->size) {
		reply->bytes = mremap(reply->bytes, reply->size, reply->size * 2, MREMAP_MAYMOVE);
		if (reply->bytes == MAP_FAILED)
			die(EXIT_SETUP, "cannot allocate %lu bytes",
			    (unsigned long)reply->size * 2);
		reply->size *= 2;
	}
	reply->length += length;
	return reply->bytes + reply->length - length;
}

void reply_word(struct reply *reply, const char *word)
{
	size_t length = strlen(word) + 1;

	memcpy(room_in_reply(reply, length), word, length);
}

/* Whether an inode is new; from now on it is not. */
static bool is_new(unsigned long inode)
{
	size_t at = inode & (described.size - 1);

	while (described.inodes[at] != 0 && described.inodes[at] != inode)
		at = (at + 1) & (described.size - 1);
	if (described.inodes[at] == inode)
		return false;
	described.inodes[at] = inode;
	described.count++;
	return true;
}

/* Room for one more, and as many free places again. */
static void make_room(void)
{
	unsigned long *old = described.inodes;
	size_t size = described.size;

	if (size > 0 && described.count < size / 2)
		return;
	described.size = size > 0 ? size * 2 : 1024;
	described.inodes = pages(described.size * sizeof(*old));
	described.count = 0;
	for (size_t i = 0; i < size; i++)
		if (old[i] != 0)
			is_new(old[i]);
	if (old)
		munmap(old, size * sizeof(*old));
}

void reply_number(struct reply *reply, unsigned long number)
{
	char word[24];

	format_text(word, sizeof(word), "%lu", number);
	reply_word(reply, word);
}

/* The inode of a pidfd of PID, or 0 with errno. */
static ino_t inode_of_pidfd(unsigned long pid)
{
	struct stat status = { .st_ino = 0 };
	int fd = high_fd((int)syscall(SYS_pidfd_open, pid, 0));

	if (fd >= 0) {
		fstat(fd, &status);
		close(fd);
	}
	return status.st_ino;
}

static void answer_pidfd(struct reply *reply, const char *pid)
{
	ino_t own = inode_of_pidfd((unsigned long)getpid());
	ino_t inode = inode_of_pidfd(number_of(pid));

	if (inode == 0 && errno == ESRCH)
		reply_word(reply, "");
	else
		reply_number(reply, inode == own ? 0UL : (unsigned long)inode);
}

static unsigned long inode_of(int fd)
{
	struct stat status;

	return fd >= 0 && fstat(fd, &status) == 0 ? (unsigned long)status.st_ino : 0;
}

/* Whatever a path leads to is not touched unless it is a namespace: others may put there what they
 * like. */
static int open_path(const char *path)
{
	char link[64];
	struct statfs system;
	int found = high_fd(open(path, O_PATH | O_CLOEXEC));
	int fd = -1;

	if (found >= 0 && fstatfs(found, &system) == 0 && system.f_type == NSFS_MAGIC) {
		format_text(link, sizeof(link), "/proc/self/fd/%d", found);
		fd = high_fd(open(link, O_RDONLY | O_CLOEXEC));
	}
	if (found >= 0)
		close(found);
	return fd;
}

/* The network namespace of a socket that a process has open. */
static int open_by_socket(unsigned long pid, unsigned long number)
{
	int pidfd = high_fd((int)syscall(SYS_pidfd_open, pid, 0));
	int socket = pidfd < 0 ? -1 : high_fd((int)syscall(SYS_pidfd_getfd, pidfd, number, 0));
	int fd = socket < 0 ? -1 : high_fd(ioctl(socket, SIOCGSKNS));

	if (socket >= 0)
		close(socket);
	if (pidfd >= 0)
		close(pidfd);
	return fd;
}

/* The namespace that a word names: an absolute path, or PID/FD for that of a socket. */
static int open_namespace(const char *word)
{
	const char *slash = strchr(word, '/');

	if (slash == NULL)
		return -1;
	return slash == word ? open_path(word)
			     : open_by_socket(number_of(word), number_of(slash + 1));
}

/*
 * Five words: inode, type, inodes of parent and of owner (0 where there is none, or none to be
 * seen), user id of the owner's creator. Then the same of parent and owner, each namespace once.
 * The kernel nests no deeper than 32.
 */
static void describe(struct reply *reply, int fd)
{
	unsigned long inode = inode_of(fd);
	int flag = ioctl(fd, NS_GET_NSTYPE);
	uid_t uid = 0;
	int type = 0;

	while (ns_names[type] && ns_flags[type] != flag)
		type++;
	make_room();
	if (inode == 0 || !ns_names[type] || !is_new(inode))
		return;
	bool user = strcmp(ns_names[type], "user") == 0;
	bool nests = user || strcmp(ns_names[type], "pid") == 0;
	int owner = high_fd(ioctl(fd, NS_GET_USERNS));
	int parent = nests ? high_fd(ioctl(fd, NS_GET_PARENT)) : -1;

	if (user || owner >= 0)
		ioctl(user ? fd : owner, NS_GET_OWNER_UID, &uid);
	reply_number(reply, inode);
	reply_word(reply, ns_names[type]);
	reply_number(reply, inode_of(parent));
	reply_number(reply, inode_of(owner));
	reply_number(reply, uid);
	if (owner >= 0) {
		describe(reply, owner);
		close(owner);
	}
	if (parent >= 0) {
		describe(reply, parent);
		close(parent);
	}
}

/* rtnetlink(7) as far as one question needs it: linux/netlink.h, linux/net_namespace.h. */
struct nsid_message {
	uint32_t length;
	uint16_t type, flags;
	uint32_t sequence, port;
	unsigned char family, padding[3];
	uint16_t attribute_length, attribute_type;
	int32_t value;
	char more[64];
};

#define RTM_NEWNSID	88
#define RTM_GETNSID	90
#define NLM_F_REQUEST	1
#define NETNSA_NSID	1
#define NETNSA_FD	3
#define NETLINK_ROUTE	0
#define NSID_BYTES	28 /* up to the value */
#define ATTRIBUTE_BYTES 8

/* The number that our network namespace has for another, -1 without one. */
static bool number_of_netns(int netlink, int fd, int32_t *number)
{
	struct nsid_message message = { .length = NSID_BYTES,
					.type = RTM_GETNSID,
					.flags = NLM_F_REQUEST,
					.attribute_length = ATTRIBUTE_BYTES,
					.attribute_type = NETNSA_FD,
					.value = fd };

	if (send(netlink, &message, NSID_BYTES, 0) != NSID_BYTES ||
	    recv(netlink, &message, sizeof(message), 0) < NSID_BYTES)
		return false;
	*number = message.value;
	return message.type == RTM_NEWNSID && message.attribute_type == NETNSA_NSID &&
	       message.attribute_length == ATTRIBUTE_BYTES;
}

/* For each word one: the number of that network namespace, `unassigned`, or nothing. */
static void answer_nsid(struct reply *reply, const char *word, const char *end)
{
	int netlink = high_fd(socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE));
	int32_t number;

	for (; word < end; word += strlen(word) + 1) {
		int fd = open_namespace(word);

		if (fd < 0 || netlink < 0 || !number_of_netns(netlink, fd, &number))
			reply_word(reply, "");
		else if (number < 0)
			reply_word(reply, "unassigned");
		else
			reply_number(reply, (unsigned long)number);
		if (fd >= 0)
			close(fd);
	}
	if (netlink >= 0)
		close(netlink);
}

/* For each word one, the inode of that namespace or 0; then what these are. */
static void answer_namespaces(struct reply *reply, struct reply *found, const char *word,
			      const char *end)
{
	for (; word < end; word += strlen(word) + 1) {
		int fd = open_namespace(word);

		reply_number(reply, inode_of(fd));
		if (fd >= 0) {
			describe(found, fd);
			close(fd);
		}
	}
}

/* The size of the terminal on standard output; all 0 if it is none. */
static struct winsize terminal_size(void)
{
	struct winsize size = { .ws_col = 0 };
	const char *columns = env_value("COLUMNS");

	if (!isatty(STDOUT_FILENO))
		return size;
	ioctl(STDOUT_FILENO, TIOCGWINSZ, &size);
	if (size.ws_col == 0 && columns && strlen(columns) < 5)
		size.ws_col = (unsigned short)number_of(columns);
	if (size.ws_col == 0)
		size.ws_col = 80;
	if (size.ws_row == 0)
		size.ws_row = 24;
	return size;
}

/* Its width, 0 if there is none. */
unsigned terminal_columns(void)
{
	return terminal_size().ws_col;
}

/* Prints what there is to see by now; the answer is the size of the terminal, which may change. */
static void answer_show(struct reply *reply, const struct answer *question)
{
	if (!write_all(STDOUT_FILENO, question->bytes, question->length - 1))
		die(EXIT_SETUP, "write error");
	struct winsize size = terminal_size();

	reply_number(reply, size.ws_col);
	reply_number(reply, size.ws_row);
}

/* Whether the plan of the caller's words from number FIRST on is kept: `explain` stands before. */
static bool is_kept(unsigned long first)
{
	struct answer plan;

	if (first >= launch.words)
		return false;
	launch.argv += first;
	launch.words -= first;
	bool found = find_plan(launch.argv + 1, &plan);

	launch.argv -= first;
	launch.words += first;
	if (found)
		munmap(plan.memory, plan.size);
	forget_plan();
	return found;
}

/*
 * The cache of plans. The first word tells why there is none, or is empty; then for `path` where it
 * is, for `look` and a number whether there is a plan, for `list` what list_plans() says.
 */
static void answer_cache(struct reply *reply, const char *verb)
{
	char path[MAX_CACHE_PATH];
	const char *why;
	int directory = open_cache(&why);

	reply_word(reply, directory < 0 ? why : "");
	if (directory >= 0)
		close(directory);
	if (strcmp(verb, "list") == 0)
		list_plans(reply);
	else if (strcmp(verb, "clear") == 0)
		clear_cache();
	else if (strcmp(verb, "look") == 0)
		reply_word(reply, is_kept(number_of(verb + strlen(verb) + 1)) ? "kept" : "");
	else
		reply_word(reply, cache_path(path, &why) ? path : "");
}

/* Of each step of a plan how many words it has, with its name and who does it; stops at what is
 * none. */
static void answer_steps(struct reply *reply, const char *word, const char *end)
{
	while (word < end) {
		int count = strcmp(word, "outside") == 0 ? 2 : 1;
		const char *name = count == 2 ? word + strlen(word) + 1 : word;
		int more = name < end ? words_of_step(name) : -1;

		if (more < 0)
			break;
		count += more;
		reply_number(reply, (unsigned long)count);
		for (; count > 0 && word < end; count--)
			word += strlen(word) + 1;
	}
	reply_word(reply, "");
}

/* Sends LENGTH, then the words. */
static void send_reply(int channel, const struct reply *reply, const struct reply *found)
{
	char head[24];
	size_t length = format_text(head, sizeof(head), "%lu",
				    (unsigned long)(reply->length + found->length));
	struct iovec parts[] = { { head, length + 1 },
				 { reply->bytes, reply->length },
				 { found->bytes, found->length } };
	struct msghdr message = { .msg_iov = parts, .msg_iovlen = COUNT(parts) };

	sendmsg(channel, &message, MSG_NOSIGNAL); /* if it fails, its end says why */
}

/* Answers a question of the runtime, see "On the wire" in docs/plan.md. */
void answer_question(int channel, struct answer *question)
{
	static struct reply reply, found; /* there may be thousands of questions */
	const char *end = question->bytes + question->length;

	if (!reply.bytes) {
		reply = (struct reply){ .bytes = pages(4096), .size = 4096 };
		found = (struct reply){ .bytes = pages(4096), .size = 4096 };
	}
	reply.length = found.length = 0;
	if (question->length == 0 || (end[-1] != '\0' && question->kind != QUESTION_CALLS))
		die_plain(EXIT_SETUP, "the Java runtime asked a malformed question");
	if (question->kind == QUESTION_CALLS)
		answer_calls(&reply, question);
	else if (question->kind == QUESTION_SHOW)
		answer_show(&reply, question);
	else if (question->kind == QUESTION_CACHE)
		answer_cache(&reply, question->bytes);
	else if (question->kind == QUESTION_STEPS)
		answer_steps(&reply, question->bytes, end);
	else if (question->kind == QUESTION_PIDFD)
		answer_pidfd(&reply, question->bytes);
	else if (question->kind == QUESTION_NSID)
		answer_nsid(&reply, question->bytes, end);
	else
		answer_namespaces(&reply, &found, question->bytes, end);
	send_reply(channel, &reply, &found);
	if (described.inodes)
		memset(described.inodes, 0, described.size * sizeof(*described.inodes));
	described.count = 0;
}
