/* What is around the program: mounts and files, in a mount namespace of the test's own. And what
 * changed there. */
#include "start.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

/* Splits "A:B:C" in place. */
static char *after_colon(char *text)
{
	char *colon = strchr(text, ':');

	if (!colon)
		return text + strlen(text);
	*colon = 0;
	return colon + 1;
}

/*
 * A mount namespace can be bound in an older one only, and age is told by numbers that new kernels
 * draw per CPU: those of one CPU are in order.
 */
static void use_one_cpu(char *value)
{
	cpu_set_t set;

	(void)value;
	CPU_ZERO(&set);
	CPU_SET(sched_getcpu(), &set);
	if (sched_setaffinity(0, sizeof set, &set) != 0)
		fail("affinity");
}

static void make_mount_namespace(char *value)
{
	(void)value;
	if (unshare(CLONE_NEWNS) != 0 || mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0)
		fail("mount namespace");
}

static void make_shared(char *dir)
{
	if (mount("none", dir, NULL, MS_REC | MS_SHARED, NULL) != 0)
		fail(dir);
}

static void mount_tmpfs(char *dir)
{
	if (mount("tmpfs", dir, "tmpfs", 0, "mode=1777") != 0)
		fail(dir);
}

/* mount-proc=DIR:OPTIONS, as hidepid=2 */
static void mount_proc(char *dir)
{
	char *options = after_colon(dir);

	if (mount("proc", dir, "proc", 0, options) != 0)
		fail(dir);
}

static void mount_cgroup2(char *dir)
{
	if (mount("cgroup2", dir, "cgroup2", 0, NULL) != 0)
		fail(dir);
}

static void bind_mount(char *source)
{
	char *target = after_colon(source);

	if (mount(source, target, NULL, MS_BIND, NULL) != 0)
		fail(target);
}

static void bind_tree(char *source)
{
	char *target = after_colon(source);

	if (mount(source, target, NULL, MS_BIND | MS_REC, NULL) != 0)
		fail(target);
}

static void remount_read_only(char *dir)
{
	if (mount("none", dir, NULL, MS_REMOUNT | MS_BIND | MS_RDONLY, NULL) != 0)
		fail(dir);
}

static void remount_noexec(char *dir)
{
	if (mount("none", dir, NULL, MS_REMOUNT | MS_BIND | MS_NOEXEC, NULL) != 0)
		fail(dir);
}

static void unmount(char *dir)
{
	if (umount2(dir, MNT_DETACH) != 0)
		fail(dir);
}

static void make_dir(char *path)
{
	char *mode = after_colon(path);

	if (mkdir(path, 0755) != 0 ||
	    chmod(path, *mode ? (mode_t)strtoul(mode, NULL, 8) : 0755) != 0)
		fail(path);
}

/* file=PATH:MODE:CONTENT */
static void make_file(char *path)
{
	char *mode = after_colon(path), *content = after_colon(mode);
	size_t length = strlen(content);
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);

	if (fd < 0 || write(fd, content, length) != (ssize_t)length ||
	    fchmod(fd, *mode ? (mode_t)strtoul(mode, NULL, 8) : 0644) != 0)
		fail(path);
	close(fd);
}

/* link=TARGET:PATH */
static void make_link(char *target)
{
	char *path = after_colon(target);

	if (symlink(target, path) != 0)
		fail(path);
}

/* own=ID:PATH */
static void change_owner(char *id)
{
	char *path = after_colon(id);

	if (chown(path, (uid_t)strtoul(id, NULL, 10), (gid_t)strtoul(id, NULL, 10)) != 0)
		fail(path);
}

static const struct option_row rows[] = {
	{ "one-cpu", use_one_cpu },   { "mountns", make_mount_namespace },
	{ "shared", make_shared },    { "tmpfs", mount_tmpfs },
	{ "mount-proc", mount_proc }, { "cgroup2", mount_cgroup2 },
	{ "bind", bind_mount },	      { "rbind", bind_tree },
	{ "umount", unmount },	      { "dir", make_dir },
	{ "file", make_file },	      { "link", make_link },
	{ "own", change_owner },      { "readonly", remount_read_only },
	{ "noexec", remount_noexec }, { NULL, NULL },
};

bool is_world_option(const char *option)
{
	return is_option_of(rows, option);
}

bool apply_world_option(const char *option)
{
	return apply_option(rows, option);
}

void make_world(char **options)
{
	bool started = false;

	for (; *options; options++) {
		apply_option(rows, *options);
		if (!started && is_target_option(*options)) {
			start_targets(options);
			started = true;
		}
	}
}

/* The mounts as lines "POINT TYPE". */
static char *read_mounts(void)
{
	char *text = NULL, line[8192], point[4096], type[256];
	size_t size = 0;
	FILE *mounts = fopen("/proc/self/mountinfo", "re"), *out = open_memstream(&text, &size);

	while (mounts && fgets(line, sizeof line, mounts)) {
		char *dash = strstr(line, " - ");

		if (dash && sscanf(line, "%*s %*s %*s %*s %4095s", point) == 1 &&
		    sscanf(dash, " - %255s", type) == 1)
			fprintf(out, "%s %s\n", point, type);
	}
	if (mounts)
		fclose(mounts);
	fclose(out);
	return text;
}

static void list_dir(FILE *out, const char *path)
{
	DIR *dir = opendir(path);

	for (struct dirent *entry; dir && (entry = readdir(dir));)
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			fprintf(out, "%s/%s\n", path, entry->d_name);
	if (dir)
		closedir(dir);
}

/* What is in the directories that belong to the test. */
static char *read_files(void)
{
	char *text = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&text, &size);

	list_dir(out, "/mnt");
	list_dir(out, "/mnt/home");
	fclose(out);
	return text;
}

struct snapshot take_snapshot(void)
{
	return (struct snapshot){ read_mounts(), read_files() };
}

static int count_line(const char *text, const char *line, size_t length)
{
	int found = 0;

	for (; *text; text = strchr(text, '\n') + 1)
		found += strncmp(text, line, length) == 0 && text[length] == '\n';
	return found;
}

/* Prints each line that is more often in text than in other. */
static void print_more(const char *label, const char *text, const char *other)
{
	for (const char *line = text; *line; line = strchr(line, '\n') + 1) {
		size_t length = strcspn(line, "\n");

		if (count_line(line, line, length) > count_line(other, line, length))
			printf("%s%.*s\n", label, (int)length, line);
	}
}

void report_changes(const struct snapshot *before)
{
	struct snapshot after = take_snapshot();

	print_more("mount + ", after.mounts, before->mounts);
	print_more("mount - ", before->mounts, after.mounts);
	print_more("file + ", after.files, before->files);
	print_more("file - ", before->files, after.files);
}
