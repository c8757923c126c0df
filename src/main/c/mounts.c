/* Steps on mounts and directories. */
#include "launcher.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/syscall.h>
#include <unistd.h>

static unsigned long mount_flags(const char *list)
{
	static const char *const names[] = { "nosuid", "noexec", "nodev", "-", NULL };
	static const unsigned long flags[] = { MS_NOSUID, MS_NOEXEC, MS_NODEV, 0 };
	unsigned long all = 0;
	size_t length = 0;

	for (const char *p = list; (p = csv_next(p, &length)) != NULL;)
		all |= flags[csv_index(names, p, length)];
	return all;
}

void step_propagation(char **words)
{
	static const char *const names[] = { "private", "shared", "slave", NULL };
	static const unsigned long flags[] = { MS_PRIVATE, MS_SHARED, MS_SLAVE };
	int mode = csv_index(names, words[0], strlen(words[0]));

	if (mount("none", "/", NULL, MS_REC | flags[mode], NULL) < 0)
		die(EXIT_SETUP, "cannot change root filesystem propagation");
}

void step_private(char **words)
{
	/* EINVAL: no mount point, so there is nothing to keep from spreading. */
	if (mount("none", words[0], NULL, MS_REC | MS_PRIVATE, NULL) < 0 && errno != EINVAL)
		die(EXIT_SETUP, "cannot change %s filesystem propagation", words[0]);
}

void step_mount(char **words)
{
	if (mount(words[0], words[1], words[2], mount_flags(words[3]), NULL) < 0)
		die(EXIT_SETUP, "mount %s failed", words[1]);
}

void step_write(char **words)
{
	int fd = open(words[0], O_WRONLY | O_CLOEXEC);
	size_t length = strlen(words[1]);

	if (fd < 0)
		die(EXIT_SETUP, "cannot open %s", words[0]);
	if (write(fd, words[1], length) != (ssize_t)length)
		die(EXIT_SETUP, "write failed %s", words[0]);
	close(fd);
}

void step_chroot(char **words)
{
	if (chroot(words[0]) < 0)
		die(EXIT_SETUP, "cannot change root directory to '%s'", words[0]);
}

void step_chdir(char **words)
{
	if (chdir(words[0]) < 0)
		die(EXIT_SETUP, "cannot change directory to %s", words[0]);
}

/* Into our own mount namespace again: root and working directory become its root. */
static bool to_root_of_mounts(void)
{
	int self = high_fd((int)syscall(SYS_pidfd_open, getpid(), 0));
	bool there = self >= 0 && setns(self, CLONE_NEWNS) == 0;

	if (!there) { /* before Linux 5.8 */
		if (self >= 0)
			close(self);
		self = high_fd(open("/proc/self/ns/mnt", O_RDONLY | O_CLOEXEC));
		there = self >= 0 && setns(self, CLONE_NEWNS) == 0;
	}
	if (self >= 0)
		close(self);
	return there;
}

/*
 * unshare(2) takes root and working directory along. To keep mounts from spreading takes the root
 * of all mounts, which may be another.
 */
void step_private_mounts(char **words)
{
	(void)words;
	if (unshare(CLONE_NEWNS) < 0)
		die(EXIT_SETUP, "unshare failed");
	int root = high_fd(open("/", O_PATH | O_DIRECTORY | O_CLOEXEC));
	int wd = high_fd(open(".", O_PATH | O_DIRECTORY | O_CLOEXEC));

	if (root < 0 || wd < 0)
		die(EXIT_SETUP, "cannot open root or working directory");
	if (!to_root_of_mounts())
		die(EXIT_SETUP, "cannot find the root of the mounts");
	step_propagation((char *[]){ "private" });
	if (fchdir(root) < 0 || chroot(".") < 0 || fchdir(wd) < 0)
		die(EXIT_SETUP, "cannot change back to root and working directory");
	close(root);
	close(wd);
}

static bool is_same_directory(const char *one, const char *other)
{
	struct file_status a, b;
	int error = errno;
	bool same = status_of(one, &a) && status_of(other, &b) && a.mount_id == b.mount_id &&
		    a.inode == b.inode;

	errno = error;
	return same;
}

void step_fchroot(char **words)
{
	(void)words;
	if (fchdir(held_file(HELD_ROOT)) < 0)
		die(EXIT_SETUP, "change directory by root file descriptor failed");
	/* Nobody needs a right to stay where he is. */
	if (chroot(".") < 0 && !is_same_directory("/", "."))
		die(EXIT_SETUP, "chroot failed");
	if (chdir("/") < 0)
		die(EXIT_SETUP, "cannot change directory to /");
}

/* A directory as it is called now, after the namespaces and the root have changed. */
void step_open_wd(char **words)
{
	launch.held[HELD_WD] = high_fd(open(words[0], O_RDONLY | O_CLOEXEC | O_NONBLOCK));
	if (launch.held[HELD_WD] < 0)
		die(EXIT_SETUP, "cannot open current working directory");
}

void step_fchdir(char **words)
{
	(void)words;
	if (fchdir(held_file(HELD_WD)) < 0)
		die(EXIT_SETUP, "change directory by working directory file descriptor failed");
}
