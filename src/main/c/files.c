/*
 * Steps on the files that go with a network namespace: sysfs shows one alone, and /etc/netns has
 * files for it. The mount namespace is the program's own by then.
 */
#include "launcher.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

/* linux/mount.h, linux/openat2.h and linux/fcntl.h, whose names only some C libraries have. */
#define CLONE		1
#define FROM_DESCRIPTOR 0x04
#define TO_DESCRIPTOR	0x40
#define CLOSE_ON_EXEC	1 /* of fsopen(2) and fsmount(2) */
#define SET_STRING	1
#define CREATE		6
#define NO_SYMLINKS	0x04
#ifndef AT_RECURSIVE
#define AT_RECURSIVE 0x8000
#endif

/* Read-only, nosuid, nodev, noexec: the same bits in statfs(2) and in fsmount(2). */
#define MOUNT_FLAGS 15

#define MAX_KEPT 64

static const char sys[] = "/sys";

/* What was mounted below /sys, and is to be so again. */
struct kept {
	const char *point;
	int tree;
};

static int copy_tree(int dir, const char *path, int flags)
{
	return high_fd(
		(int)syscall(SYS_open_tree, dir, path, CLONE | O_CLOEXEC | AT_RECURSIVE | flags));
}

static int attach(int tree, int dir, const char *path, int flags)
{
	return (int)syscall(SYS_move_mount, tree, "", dir, path, FROM_DESCRIPTOR | flags);
}

/*
 * A sysfs of the network namespace that this process is in, with the flags of the one that is
 * there, which may be locked; -1 with errno.
 */
static int new_sysfs(const char *source, const struct statfs *old)
{
	int fs = high_fd((int)syscall(SYS_fsopen, "sysfs", CLOSE_ON_EXEC));

	if (fs < 0)
		return -1;
	int mounted = -1;

	if (syscall(SYS_fsconfig, fs, SET_STRING, "source", source, 0) == 0 &&
	    syscall(SYS_fsconfig, fs, CREATE, NULL, NULL, 0) == 0)
		mounted = high_fd((int)syscall(SYS_fsmount, fs, CLOSE_ON_EXEC,
					       (unsigned)old->f_flags & MOUNT_FLAGS));
	int error = errno;

	close(fs);
	errno = error;
	return mounted;
}

/* Copies all that is mounted on /sys, with what is mounted on that; returns how many there are. */
static int keep_mounts(struct kept *kept)
{
	struct file_status root = { .mount_id = 0 };
	int count = 0;

	if (!status_of(sys, &root))
		return 0;
	for (char *line; (line = next_mount()) != NULL;) {
		char *field[5] = { line }; /* mount id, parent, device, root, mount point */

		for (int i = 1; i < 5; i++) {
			field[i] = field[i - 1] + strcspn(field[i - 1], " ");
			field[i] += *field[i] == ' ';
		}
		if (number_of(field[1]) != root.mount_id || count == MAX_KEPT ||
		    strncmp(field[4], "/sys/", 5) != 0)
			continue;
		field[4][strcspn(field[4], " ")] = '\0';
		int tree = copy_tree(AT_FDCWD, field[4], AT_NO_AUTOMOUNT);

		if (tree >= 0)
			kept[count++] = (struct kept){ field[4], tree };
	}
	return count;
}

/*
 * Where sysfs may not be mounted, since the network namespace is of another user namespace, or the
 * kernel cannot do it so (Linux 5.8), /sys stays as it is.
 */
void step_sysfs(char **words)
{
	struct kept kept[MAX_KEPT];
	struct statfs old;

	if (statfs(sys, &old) < 0)
		return;
	int new = new_sysfs(words[0], &old);

	if (new < 0 && (errno == EPERM || errno == ENOSYS || errno == ENODEV))
		return;
	if (new < 0)
		die(EXIT_SETUP, "cannot make a sysfs");
	int count = keep_mounts(kept);

	umount2(sys, MNT_DETACH); /* no mount, or locked: then the new one lies on it */
	if (attach(new, AT_FDCWD, sys, 0) < 0)
		die(EXIT_SETUP, "cannot mount %s", sys);
	close(new);
	for (int i = 0; i < count; i++) {
		/* What the new one has no directory for is a thing of the other namespace. */
		attach(kept[i].tree, AT_FDCWD, kept[i].point, 0);
		close(kept[i].tree);
	}
}

/* Opens a path in which no link is followed: it has been followed already, links may change. */
static int open_place(const char *path)
{
	struct {
		uint64_t flags, mode, resolve;
	} how = { O_PATH | O_CLOEXEC, 0, NO_SYMLINKS };

	return high_fd((int)syscall(SYS_openat2, AT_FDCWD, path, &how, sizeof(how)));
}

/* A file that cannot be bound is told, and the program runs without it. */
void step_bind(char **words)
{
	int from = open_place(words[0]);
	int to = from < 0 ? -1 : open_place(words[1]);
	int tree = to < 0 ? -1 : copy_tree(from, "", AT_EMPTY_PATH);

	if (tree < 0 || attach(tree, to, "", TO_DESCRIPTOR) < 0)
		report("cannot bind %s on %s", words[0], words[1]);
	close(from);
	close(to);
	close(tree);
}
