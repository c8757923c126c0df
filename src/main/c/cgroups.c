/*
 * Steps on cgroups: into those of the target. Of each hierarchy, proc_pid_cgroup(5), in which the
 * target is elsewhere than we, the file that takes processes is opened before anything is entered.
 */
#include "launcher.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/vfs.h>
#include <unistd.h>

#define CGROUP_MAGIC  0x27e0eb /* linux/magic.h */
#define CGROUP2_MAGIC 0x63677270

#define MAX_CGROUPS 32 /* hierarchies: cgroup v1 has one a controller at most, v2 one */

static int cgroups[MAX_CGROUPS];
static int cgroup_count;
static bool taking;

/* Whether it is here that something failed. */
bool taking_cgroups(void)
{
	return taking;
}

/* The next of the words of LINE, which is cut there; LINE goes on after it. */
static char *cut(char **line, const char *at)
{
	char *word = *line;

	*line += strcspn(word, at);
	if (**line)
		*(*line)++ = '\0';
	return word;
}

/* \040 and the like of mountinfo become bytes again, in place. */
static void unescape(char *text)
{
	char *to = text;

	for (; *text; text++) {
		if (*text == '\\' && strspn(text + 1, "01234567") >= 3) {
			*to++ = (char)((text[1] - '0') << 6 | (text[2] - '0') << 3 |
				       (text[3] - '0'));
			text += 3;
		} else {
			*to++ = *text;
		}
	}
	*to = '\0';
}

static bool has_line(const char *text, const char *line)
{
	size_t length = strlen(line);

	for (; *text; text += *text == '\n') {
		if (strncmp(text, line, length) == 0 && text[length] == '\n')
			return true;
		text += strcspn(text, "\n");
	}
	return false;
}

/* PATH below the directory ROOT, without its first slash, or NULL if it is elsewhere. */
static const char *below(const char *path, const char *root)
{
	size_t length = strcmp(root, "/") == 0 ? 0 : strlen(root);

	if (strncmp(path, root, length) != 0 || (path[length] && path[length] != '/'))
		return NULL;
	path += length + (path[length] == '/');
	return strcmp(path, "..") == 0 || strncmp(path, "../", 3) == 0 ? NULL : path;
}

/* Whether each of CONTROLLERS is among the OPTIONS of a mount; none, that of cgroup v2, always are.
 */
static bool has_all(const char *options, const char *controllers)
{
	size_t length = 0;

	for (const char *p = controllers; (p = csv_next(p, &length)) != NULL;) {
		size_t n = 0;
		bool found = false;

		for (const char *o = options; (o = csv_next(o, &n)) != NULL && !found;)
			found = n == length && strncmp(o, p, n) == 0;
		if (!found)
			return false;
	}
	return true;
}

/*
 * Where the cgroup PATH of the hierarchy with CONTROLLERS is found, by a LINE of mountinfo, see
 * proc_pid_mountinfo(5). False if that mount does not show it.
 */
static bool find_cgroup(char *line, const char *controllers, const char *path, char name[PATH_MAX])
{
	const char *after = find_text(line, " - ");

	if (!after)
		return false;
	for (int i = 0; i < 3; i++)
		cut(&line, " ");
	char *root = cut(&line, " ");
	char *dir = cut(&line, " ");

	line += after + 3 - line;
	char *type = cut(&line, " ");

	cut(&line, " ");
	if (strcmp(type, *controllers ? "cgroup" : "cgroup2") != 0 || !has_all(line, controllers))
		return false;
	unescape(root);
	unescape(dir);
	path = below(path, root);
	if (!path || strlen(dir) + strlen(path) + sizeof("//cgroup.procs") > PATH_MAX)
		return false;
	format_text(name, PATH_MAX, "%s/%s%scgroup.procs", dir, path, *path ? "/" : "");
	return true;
}

/* For messages: a name is its maker's, who is not to speak to the terminal. */
static void make_printable(char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text < ' ' || *text == 0x7f)
			*text = '?';
}

static int open_procs(const char *name, unsigned long magic)
{
	struct statfs system;
	int fd = high_fd(open(name, O_WRONLY | O_CLOEXEC | O_NOFOLLOW));

	if (fd >= 0 && (fstatfs(fd, &system) < 0 || (unsigned long)system.f_type != magic)) {
		close(fd);
		errno = ENOENT;
		return -1;
	}
	return fd;
}

/* One hierarchy: LINE is "ID:CONTROLLERS:PATH". MOUNTS is room for mountinfo. */
static void take_cgroup(char *line, char *mounts)
{
	char name[PATH_MAX] = "";
	bool found = false;
	int error = 0;
	int fd = -1;

	cut(&line, ":");
	char *controllers = cut(&line, ":");

	if (read_file(AT_FDCWD, "/proc/self/mountinfo", mounts, BIG_FILE) < 0)
		die(EXIT_SETUP, "cannot read /proc/self/mountinfo");
	if (cgroup_count == MAX_CGROUPS)
		die_plain(EXIT_SETUP, "process %s is in too many cgroups", launch.target_pid);
	/* A mount may be hidden by another above it, so more than one may have to be tried. */
	for (char *next = mounts; *next && fd < 0;) {
		if (!find_cgroup(cut(&next, "\n"), controllers, line, name))
			continue;
		found = true;
		fd = open_procs(name, *controllers ? CGROUP_MAGIC : CGROUP2_MAGIC);
		error = errno;
	}
	make_printable(line);
	make_printable(name);
	if (!found)
		die_plain(EXIT_SETUP, "cgroup %s of process %s is not mounted here%s%s", line,
			  launch.target_pid, *controllers ? ": " : "", controllers);
	if (fd < 0) {
		errno = error;
		die(EXIT_SETUP, "cannot open %s", name);
	}
	cgroups[cgroup_count++] = fd;
}

void take_cgroups(void)
{
	char *theirs = pages(BIG_FILE);
	char *ours = pages(BIG_FILE);
	char *mounts = pages(BIG_FILE);

	taking = true;
	read_of_target("cgroup", theirs, BIG_FILE);
	if (read_file(AT_FDCWD, "/proc/self/cgroup", ours, BIG_FILE) < 0)
		die(EXIT_SETUP, "cannot read /proc/self/cgroup");
	for (char *next = theirs; *next;) {
		char *line = cut(&next, "\n");

		if (!has_line(ours, line))
			take_cgroup(line, mounts);
	}
	taking = false;
	munmap(theirs, BIG_FILE);
	munmap(ours, BIG_FILE);
	munmap(mounts, BIG_FILE);
}

void step_join_cgroup(char **words)
{
	(void)words;
	while (cgroup_count > 0) {
		int fd = cgroups[--cgroup_count];

		if (write(fd, "0", 1) != 1) /* the writer */
			die(EXIT_SETUP, "cannot join the cgroup of process %s", launch.target_pid);
		close(fd);
	}
}
