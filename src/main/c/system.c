/*
 * What several rooms need of the kernel. Signals go through raw calls: the caller used glibc, and
 * musl's wrappers keep other signals for themselves (32 to 34), so they would lose a caller's
 * blocked signal 34.
 */
#include "launcher.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#define KERNEL_SIGSET_SIZE 8
#define RTMIN		   34 /* glibc's: it keeps 32 and 33 for itself */
#define RTMAX		   64

/*
 * Moves one of our descriptors above those that shells and their scripts use, out of 0 to 2 in any
 * case: a caller may have closed these, and what is written to standard error then must not end in
 * a socket. Close-on-exec is set.
 */
int high_fd(int fd)
{
	if (fd < 0 || fd > 9)
		return fd;
	int high = fcntl(fd, F_DUPFD_CLOEXEC, 10);
	int error = errno;

	close(fd);
	errno = error == EINVAL ? EMFILE : error; /* EINVAL: the limit lies below 10 */
	return high;
}

/*
 * fork(2) without libc's care for its own locks and threads: there are none. EXIT_SIGNAL 0: the end
 * of this child makes no SIGCHLD, which would stay pending in a program whose caller blocks it, and
 * only __WALL waits for it.
 */
pid_t fork_raw(int exit_signal)
{
	return (pid_t)syscall(SYS_clone, exit_signal, NULL, NULL, NULL, NULL);
}

/* Closes all from FIRST on; close_range(2) is of Linux 5.9. */
void close_from(unsigned first)
{
	if (syscall(SYS_close_range, first, ~0U, 0U) < 0)
		for (int fd = (int)first; fd < 1 << 16; fd++)
			close(fd);
}

bool write_all(int fd, const char *bytes, size_t length)
{
	while (length > 0) {
		ssize_t n = write(fd, bytes, length);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		bytes += n;
		length -= (size_t)n;
	}
	return true;
}

/* Memory for what must live as long as the plan. */
void *pages(size_t size)
{
	void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (memory == MAP_FAILED)
		die(EXIT_SETUP, "cannot allocate %lu bytes", (unsigned long)size);
	return memory;
}

/*
 * The start of a file, ended by NUL; -1 with errno when there is none to read. DIR is what a
 * relative path begins at, or AT_FDCWD.
 */
ssize_t read_file(int dir, const char *path, char *buffer, size_t size)
{
	int fd = openat(dir, path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	size_t have = 0;
	ssize_t n = fd < 0 ? -1 : 1;

	while (n > 0 && have < size - 1) {
		n = read(fd, buffer + have, size - 1 - have);
		have += n > 0 ? (size_t)n : 0;
	}
	int error = errno;

	if (fd >= 0)
		close(fd);
	buffer[have] = '\0';
	errno = error;
	return n < 0 ? -1 : (ssize_t)have;
}

/* The next line of /proc/self/mountinfo, or NULL; starts again after that. */
char *next_mount(void)
{
	static char *next;

	if (!next) {
		next = pages(BIG_FILE);
		read_file(AT_FDCWD, "/proc/self/mountinfo", next, BIG_FILE);
	}
	char *line = next;

	if (*line == '\0')
		return next = NULL;
	next += strcspn(next, "\n");
	if (*next)
		*next++ = '\0';
	return line;
}

#ifndef STATX_MNT_ID
#define STATX_MNT_ID 0x1000
#endif

bool status_of(const char *path, struct file_status *status)
{
	return syscall(SYS_statx, AT_FDCWD, path, 0, STATX_MNT_ID, status) == 0;
}

/*
 * The next word of a list joined by commas, or NULL after the last; start with *LENGTH 0 and the
 * list itself.
 */
const char *csv_next(const char *list, size_t *length)
{
	if (*length > 0)
		list += *length;
	if (*list == ',')
		list++;
	*length = strcspn(list, ",");
	return *length > 0 ? list : NULL;
}

/* The place of a word in a list of names that ends with NULL, or -1. */
int csv_index(const char *const names[], const char *word, size_t length)
{
	for (int i = 0; names[i]; i++)
		if (strncmp(names[i], word, length) == 0 && names[i][length] == '\0')
			return i;
	return -1;
}

void signal_mask(int how, uint64_t set, uint64_t *old)
{
	syscall(SYS_rt_sigprocmask, how, &set, old, KERNEL_SIGSET_SIZE);
}

uint64_t signals_pending(void)
{
	uint64_t set = 0;

	syscall(SYS_rt_sigpending, &set, KERNEL_SIGSET_SIZE);
	return set;
}

/*
 * SIG_DFL or SIG_IGN for any signal, with no restorer and no flags: after execve(2) there are no
 * others. Returns what it was before.
 */
signal_handler *signal_handle(int sig, signal_handler *handler)
{
	struct {
		signal_handler *handler;
		unsigned long flags;
		void (*restorer)(void);
		uint64_t mask;
	} action = { .handler = handler }, before = { .handler = NULL };

	syscall(SYS_rt_sigaction, sig, &action, &before, KERNEL_SIGSET_SIZE);
	return before.handler;
}

/* For a process that is to have nothing of its caller: what that ignores, execve(2) leaves so. */
void default_signals(void)
{
	for (int sig = 1; sig <= RTMAX; sig++)
		signal_handle(sig, SIG_DFL);
}

/* The number of a signal as plans name it: KILL, RTMIN+1; or 0. */
int signal_number(const char *name)
{
	static const struct {
		const char *name;
		int number;
	} signals[] = {
		{ "HUP", SIGHUP },	 { "INT", SIGINT },	  { "QUIT", SIGQUIT },
		{ "ILL", SIGILL },	 { "TRAP", SIGTRAP },	  { "ABRT", SIGABRT },
		{ "BUS", SIGBUS },	 { "FPE", SIGFPE },	  { "KILL", SIGKILL },
		{ "USR1", SIGUSR1 },	 { "SEGV", SIGSEGV },	  { "USR2", SIGUSR2 },
		{ "PIPE", SIGPIPE },	 { "ALRM", SIGALRM },	  { "TERM", SIGTERM },
		{ "STKFLT", SIGSTKFLT }, { "CHLD", SIGCHLD },	  { "CONT", SIGCONT },
		{ "STOP", SIGSTOP },	 { "TSTP", SIGTSTP },	  { "TTIN", SIGTTIN },
		{ "TTOU", SIGTTOU },	 { "URG", SIGURG },	  { "XCPU", SIGXCPU },
		{ "XFSZ", SIGXFSZ },	 { "VTALRM", SIGVTALRM }, { "PROF", SIGPROF },
		{ "WINCH", SIGWINCH },	 { "IO", SIGIO },	  { "PWR", SIGPWR },
		{ "SYS", SIGSYS },
	};

	for (size_t i = 0; i < COUNT(signals); i++)
		if (strcmp(signals[i].name, name) == 0)
			return signals[i].number;
	if (strncmp(name, "RTMIN+", 6) != 0)
		return 0;
	int number = RTMIN + (int)number_of(name + 6);

	return number <= RTMAX ? number : 0;
}
