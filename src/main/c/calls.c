/*
 * System calls that the runtime has made for it, one a question: what is asked for by name is what
 * the kernel gets. They change what this process is in, not what the program gets: none follows.
 */
#include "launcher.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <sys/mount.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define MAX_WORDS  4
#define RECEIVABLE (64 << 10) /* bytes: the kernel fills at most 32 KiB at a time */
#define PORTION	   (1 << 20)  /* bytes: more is told at the next call */
#define STRANGERS  1000	      /* messages that are not the kernel's before its own */

#define NETLINK_ALIGNED(length) (((length) + 3) & ~(size_t)3)

/* struct sockaddr_nl of linux/netlink.h. The kernel's port is 0. */
struct netlink_address {
	unsigned short family, padding;
	uint32_t port, groups;
};

/* A call: its words, what follows them, and what comes back besides its result. */
struct call {
	char *words[MAX_WORDS];
	char *data;
	size_t length;
	struct reply *reply;
};

/* The signals that end a command. While they are held the first is told, as ECANCELED. */
static const int endings[] = { SIGHUP, SIGINT, SIGTERM };
static uint64_t ending, caller_mask;
static bool holding, told, awaited;
static struct rlimit caller_files; /* before they were raised */

/* The word at *NEXT, which must be there. */
char *take_word(char **next, const char *end)
{
	char *word = *next;
	char *nul = memchr(word, '\0', (size_t)(end - word));

	if (!nul)
		die_plain(EXIT_SETUP, "the Java runtime asked for a malformed call");
	*next = nul + 1;
	return word;
}

static int number(const struct call *call, int word)
{
	return (int)number_of(call->words[word]);
}

static const char *text_or_null(const struct call *call, int word)
{
	return *call->words[word] ? call->words[word] : NULL;
}

static long call_open(struct call *call)
{
	return high_fd(open(call->words[0], number(call, 1) | O_CLOEXEC, number(call, 2)));
}

/*
 * To a socket that nobody reads any more it is an error, and no signal. Where there is room in a
 * file for a part only, the rest says why.
 */
static long call_write(struct call *call)
{
	ssize_t n = send(number(call, 0), call->data, call->length, MSG_NOSIGNAL);

	if (n >= 0 || errno != ENOTSOCK)
		return n;
	return write_all(number(call, 0), call->data, call->length) ? (long)call->length : -1;
}

static long call_close(struct call *call)
{
	size_t length = 0;

	for (const char *fd = call->words[0]; (fd = csv_next(fd, &length)) != NULL;)
		close((int)number_of(fd));
	return 0;
}

/* The new namespace's file is open then. */
static long call_unshare_net(struct call *call)
{
	(void)call;
	return unshare(CLONE_NEWNET) < 0 ? -1
					 : high_fd(open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC));
}

static long call_setns(struct call *call)
{
	return setns(number(call, 0), number(call, 1));
}

static long call_mount(struct call *call)
{
	return mount(text_or_null(call, 0), call->words[1], text_or_null(call, 2),
		     number_of(call->words[3]), NULL);
}

/* A namespace's file is bound on a new one; nothing is left if that fails. */
static long call_pin(struct call *call)
{
	int fd = open(call->words[1], O_CREAT | O_EXCL | O_CLOEXEC, 0);

	if (fd < 0)
		return -1;
	close(fd);
	long result = mount(call->words[0], call->words[1], NULL, MS_BIND, NULL);
	int error = errno;

	if (result < 0)
		unlink(call->words[1]);
	errno = error;
	return result;
}

/* Takes away a file that a namespace is bound on, or that nothing is. */
static long call_unpin(struct call *call)
{
	int bound = umount2(call->words[0], MNT_DETACH | UMOUNT_NOFOLLOW);
	int error = errno;
	long result = unlink(call->words[0]);

	if (result < 0 && errno == EBUSY && bound < 0)
		errno = error;
	return result;
}

static long call_mkdir(struct call *call)
{
	return mkdir(call->words[0], (mode_t)number(call, 1));
}

static long call_unlink(struct call *call)
{
	return unlink(call->words[0]);
}

static long call_rmdir(struct call *call)
{
	return rmdir(call->words[0]);
}

/* Of what is open: 64 bits. */
static long call_inode(struct call *call)
{
	struct stat status;
	uint64_t inode;

	if (fstat(number(call, 0), &status) < 0)
		return -1;
	inode = status.st_ino;
	memcpy(room_in_reply(call->reply, sizeof(inode)), &inode, sizeof(inode));
	return 0;
}

/* Who keeps this process from locking a file for itself, fcntl(2); 0: nobody who is seen here. */
static long call_lock_owner(struct call *call)
{
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };

	if (fcntl(number(call, 0), F_GETLK, &lock) < 0)
		return -1;
	return lock.l_type == F_UNLCK || lock.l_pid < 0 ? 0 : lock.l_pid;
}

static long call_flock(struct call *call)
{
	return flock(number(call, 0), number(call, 1));
}

/*
 * With data its address is the argument, and the data come back. C libraries are not of one mind
 * about the type of the request.
 */
static long call_ioctl(struct call *call)
{
	long result = syscall(SYS_ioctl, number(call, 0), number_of(call->words[1]),
			      call->length > 0 ? call->data : NULL);
	int error = errno;

	if (call->length > 0)
		memcpy(room_in_reply(call->reply, call->length), call->data, call->length);
	errno = error;
	return result;
}

/* The data are options: level, name and length of the value, then that. Refusals are passed over.
 */
static long call_socket(struct call *call)
{
	int fd = high_fd(socket(number(call, 0), number(call, 1) | SOCK_CLOEXEC, number(call, 2)));
	int32_t option[3];

	for (size_t at = 0; fd >= 0 && call->length - at > sizeof(option);
	     at += (size_t)option[2]) {
		memcpy(option, call->data + at, sizeof(option));
		at += sizeof(option);
		if (option[2] < 0 || (size_t)option[2] > call->length - at)
			break;
		setsockopt(fd, option[0], option[1], call->data + at, (socklen_t)option[2]);
	}
	return fd;
}

/* The data are the address. */
static long call_connect(struct call *call)
{
	const void *address = call->data;

	return connect(number(call, 0), address, (socklen_t)call->length);
}

static ssize_t send_to_kernel(const struct call *call)
{
	struct netlink_address kernel = { .family = AF_NETLINK };
	ssize_t n;

	do
		n = sendto(number(call, 0), call->data, call->length, 0, (struct sockaddr *)&kernel,
			   sizeof(kernel));
	while (n < 0 && errno == EINTR);
	return n;
}

/* Any process may send to any port: what is not the kernel's is passed over. */
static ssize_t receive_from_kernel(int fd, char *buffer, int flags)
{
	for (int i = 0; i < STRANGERS;) {
		struct netlink_address sender = { .family = 0 };
		socklen_t length = sizeof(sender);
		ssize_t n = recvfrom(fd, buffer, RECEIVABLE, flags | MSG_TRUNC,
				     (struct sockaddr *)&sender, &length);

		if (n > RECEIVABLE) {
			errno = EOVERFLOW;
			return -1;
		}
		if (n >= 0 && length == sizeof(sender) && sender.port == 0)
			return n;
		if (n < 0 && errno != EINTR)
			return n;
		i += n >= 0;
	}
	errno = EBADMSG;
	return -1;
}

/*
 * With the kernel, by netlink(7): the data go there if there are any, and what it says comes back.
 * It has said all when sendto(2) returns, but for more than its queue holds.
 */
static long call_exchange(struct call *call)
{
	struct reply *reply = call->reply;
	size_t start = reply->length;
	ssize_t n = call->length > 0 ? send_to_kernel(call) : 0;

	for (int flags = 0; n >= 0 && reply->length - start < PORTION; flags = MSG_DONTWAIT) {
		size_t before = reply->length;

		n = receive_from_kernel(number(call, 0), room_in_reply(reply, RECEIVABLE), flags);
		reply->length = before;
		if (n < 0 && flags != 0 && errno == EAGAIN)
			return 0;
		if (n >= 0)
			memset(room_in_reply(reply, NETLINK_ALIGNED((size_t)n)) + n, 0,
			       NETLINK_ALIGNED((size_t)n) - (size_t)n);
	}
	if (n < 0)
		reply->length = start;
	return n < 0 ? -1 : 0;
}

static long call_inotify_init(struct call *call)
{
	return high_fd(inotify_init1(number(call, 0) | IN_CLOEXEC));
}

static long call_inotify_add_watch(struct call *call)
{
	return inotify_add_watch(number(call, 0), call->words[1],
				 (uint32_t)number_of(call->words[2]));
}

static long call_read(struct call *call)
{
	size_t before = call->reply->length;
	ssize_t n = read(number(call, 0), room_in_reply(call->reply, RECEIVABLE), RECEIVABLE);

	call->reply->length = before + (n > 0 ? (size_t)n : 0);
	return n;
}

/* The data are what is waited for, so many milliseconds at most, and come back with what there is.
 */
static long call_poll(struct call *call)
{
	void *fds = room_in_reply(call->reply, call->length);

	memcpy(fds, call->data, call->length);
	return poll(fds, call->length / sizeof(struct pollfd), number(call, 0));
}

static long call_pidfd_open(struct call *call)
{
	return high_fd((int)syscall(SYS_pidfd_open, number(call, 0), 0));
}

static long call_pidfd_send_signal(struct call *call)
{
	return syscall(SYS_pidfd_send_signal, number(call, 0), number(call, 1), NULL, 0);
}

/*
 * Until `release` the signals that end a command wait, so that it can take back what it made. Of
 * hundreds of namespaces each is held open meanwhile.
 */
static long call_hold(struct call *call)
{
	struct rlimit files;

	(void)call;
	getrlimit(RLIMIT_NOFILE, &files);
	if (caller_files.rlim_max == 0)
		caller_files = files;
	files.rlim_cur = files.rlim_max;
	setrlimit(RLIMIT_NOFILE, &files);
	ending = 0;
	for (size_t i = 0; i < COUNT(endings); i++) {
		struct sigaction action;

		/* what is ignored, by nohup(1) say, would be kept all the same once it is held */
		if (sigaction(endings[i], NULL, &action) == 0 && action.sa_handler != SIG_IGN)
			ending |= SIGNAL_BIT(endings[i]);
	}
	if (!holding)
		signal_mask(SIG_BLOCK, ending, &caller_mask);
	holding = true;
	told = awaited = false;
	return 0;
}

static sigset_t held_signals(void)
{
	sigset_t set;

	sigemptyset(&set);
	for (size_t i = 0; i < COUNT(endings); i++)
		if (ending & SIGNAL_BIT(endings[i]))
			sigaddset(&set, endings[i]);
	return set;
}

static long call_release(struct call *call)
{
	sigset_t set = held_signals();
	const struct timespec now = { 0 };

	(void)call;
	/* timeout(1) asks twice, and so does who is impatient; it has ended well by now */
	while (holding && awaited && sigtimedwait(&set, NULL, &now) > 0)
		;
	if (holding)
		signal_mask(SIG_SETMASK, caller_mask, NULL);
	holding = false;
	return 0;
}

/* What fails comes back as text, for most of it is no refusal of this process. */
static long call_supervise(struct call *call)
{
	if (caller_files.rlim_max == 0)
		getrlimit(RLIMIT_NOFILE, &caller_files);
	return start_supervisor(number(call, 0), number(call, 1),
				*call->words[2] ? number(call, 2) : -1, &caller_files, call->reply,
				call->data, call->data + call->length);
}

/* Until one of the signals that are held comes, which ends nothing then, nor do others. */
static long call_await(struct call *call)
{
	sigset_t set = held_signals();

	(void)call;
	if (!holding) {
		errno = EINVAL;
		return -1;
	}
	int number = sigwaitinfo(&set, NULL);

	if (number > 0)
		told = awaited = true;
	return number;
}

static bool is_interrupted(void)
{
	return holding && (ending & ~caller_mask & signals_pending()) != 0;
}

/* NAME in DIRECTORY, whole; nothing is left if that fails. */
static bool write_program(int directory, const char *name, const struct call *call)
{
	int fd = high_fd(openat(directory, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0777));
	/* A file that may not be so long would end this process, and leave what is written. */
	signal_handler *before = signal_handle(SIGXFSZ, SIG_IGN);
	bool written = fd >= 0 && write_all(fd, call->data, call->length);
	int error = errno;

	signal_handle(SIGXFSZ, before);
	if (fd >= 0)
		close(fd);
	if (fd >= 0 && !written)
		unlinkat(directory, name, 0);
	errno = error;
	return written;
}

/*
 * A new program in place of a file, or where there is none: at once, so that one that runs is left
 * alone. What is no regular file stays: it may be a device.
 */
static long call_install(struct call *call)
{
	char name[48];
	uint64_t random = 0;
	struct stat there;

	if (lstat(call->words[0], &there) == 0 && !S_ISREG(there.st_mode)) {
		errno = S_ISDIR(there.st_mode) ? EISDIR : EEXIST;
		return -1;
	}
	char *slash = strrchr(call->words[0], '/');

	if (slash)
		*slash = '\0';
	const char *path = !slash ? "." : slash == call->words[0] ? "/" : call->words[0];
	const char *last = slash ? slash + 1 : call->words[0];
	int directory = high_fd(open(path, O_PATH | O_DIRECTORY | O_CLOEXEC));

	if (directory < 0)
		return -1;
	if (getrandom(&random, sizeof(random), 0) != sizeof(random))
		random = (uint64_t)getpid();
	format_text(name, sizeof(name), ".nsjava-%lu", (unsigned long)random);
	long result = write_program(directory, name, call) ? 0 : -1;
	int error = errno;

	if (result == 0 && renameat(directory, name, directory, last) < 0) {
		error = errno;
		unlinkat(directory, name, 0);
		result = -1;
	}
	close(directory);
	errno = error;
	return result;
}

static const struct {
	const char *name;
	int words;
	long (*make)(struct call *call);
	bool always; /* it gives back, so it is made whatever signal has come */
} calls[] = {
	{ "open", 3, call_open, false },
	{ "write", 1, call_write, false },
	{ "close", 1, call_close, true },
	{ "unshare-net", 0, call_unshare_net, false },
	{ "setns", 2, call_setns, false },
	{ "mount", 4, call_mount, false },
	{ "pin", 2, call_pin, false },
	{ "unpin", 1, call_unpin, false },
	{ "mkdir", 2, call_mkdir, false },
	{ "unlink", 1, call_unlink, false },
	{ "rmdir", 1, call_rmdir, false },
	{ "install", 1, call_install, false },
	{ "inode", 1, call_inode, false },
	{ "lock-owner", 1, call_lock_owner, false },
	{ "flock", 2, call_flock, false },
	{ "ioctl", 2, call_ioctl, false },
	{ "socket", 3, call_socket, false },
	{ "connect", 1, call_connect, false },
	{ "exchange", 1, call_exchange, false },
	{ "inotify_init1", 1, call_inotify_init, false },
	{ "inotify_add_watch", 3, call_inotify_add_watch, false },
	{ "read", 1, call_read, false },
	{ "poll", 1, call_poll, false },
	{ "pidfd_open", 1, call_pidfd_open, false },
	{ "pidfd_send_signal", 2, call_pidfd_send_signal, false },
	{ "supervise", 3, call_supervise, false },
	{ "await", 0, call_await, true },
	{ "hold", 0, call_hold, true },
	{ "release", 0, call_release, true },
};

/* One of them: two numbers, the result and why it failed, and how much follows, then that. */
static bool answer_call(struct reply *reply, char *next, const char *end)
{
	struct {
		int32_t result, error;
		uint32_t length;
	} head = { .result = -1, .error = ECANCELED };
	char *name = take_word(&next, end);
	struct call call = { .reply = reply };
	size_t which = 0, start = reply->length;

	while (which < COUNT(calls) && strcmp(calls[which].name, name) != 0)
		which++;
	if (which == COUNT(calls))
		die_plain(EXIT_SETUP, "the Java runtime asked for an unknown call: %s", name);
	for (int i = 0; i < calls[which].words; i++)
		call.words[i] = take_word(&next, end);
	call.data = next;
	call.length = (size_t)(end - next);
	room_in_reply(reply, sizeof(head));
	if (calls[which].always || told || !is_interrupted()) {
		head.result = (int32_t)calls[which].make(&call);
		head.error = head.result < 0 ? errno : 0;
	} else {
		told = true;
	}
	head.length = (uint32_t)(reply->length - start - sizeof(head));
	memcpy(reply->bytes + start, &head, sizeof(head));
	return head.error == 0;
}

/* Calls, each with its length before it, up to the first that fails. */
void answer_calls(struct reply *reply, struct answer *question)
{
	const char *end = question->bytes + question->length;
	char *next = question->bytes;

	for (bool made = true; made && next < end;) {
		size_t length = number_of(take_word(&next, end));

		if (length > (size_t)(end - next))
			die_plain(EXIT_SETUP, "the Java runtime asked for a malformed call");
		made = answer_call(reply, next, next + length);
		next += length;
	}
}
