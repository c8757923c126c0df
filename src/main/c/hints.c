/*
 * Why the kernel refused, where that can be found out by reading. One table, src/main/hints.txt,
 * made into hints.h by the build. A probe that finds nothing shows nothing.
 */
#include "launcher.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef STATX_ATTR_MOUNT_ROOT
#define STATX_ATTR_MOUNT_ROOT 0x2000
#endif

/* Whether the probe found its cause; DETAIL, of 256 bytes, may get what the sentence names. */
typedef bool probe(const struct step *step, char *detail);

#define DETAIL_SIZE   256
#define CAP_SYS_ADMIN 21

#define NS_GET_ID _IOR(0xb7, 13, uint64_t) /* linux/nsfs.h, Linux 6.18 */

static bool file_says(const char *path, const char *value)
{
	char text[32];

	return read_file(AT_FDCWD, path, text, sizeof(text)) > 0 &&
	       strcmp(strtok(text, "\n"), value) == 0;
}

static bool probe_always(const struct step *step, char *detail)
{
	(void)step;
	(void)detail;
	return true;
}

static bool probe_userns_off(const struct step *step, char *detail)
{
	(void)step;
	(void)detail;
	return plan_has("unshare", 0, "user") && !has_capability(CAP_SYS_ADMIN) &&
	       file_says("/proc/sys/kernel/unprivileged_userns_clone", "0");
}

/* Entering our own mount namespace makes its root ours; the process ends after this in any case. */
static bool root_changes_on_entry(uint64_t mount_id)
{
	struct file_status root;
	int ns = open("/proc/self/ns/mnt", O_RDONLY | O_CLOEXEC);

	return ns >= 0 && setns(ns, CLONE_NEWNS) == 0 && status_of("/", &root) &&
	       root.mount_id != mount_id;
}

static bool probe_chroot(const struct step *step, char *detail)
{
	struct file_status root;

	(void)step;
	(void)detail;
	if (!plan_has("unshare", 0, "user") || !status_of("/", &root))
		return false;
	return !(root.attributes & STATX_ATTR_MOUNT_ROOT) || root_changes_on_entry(root.mount_id);
}

static bool probe_unprivileged(const struct step *step, char *detail)
{
	(void)step;
	(void)detail;
	return !plan_has("unshare", 0, "user") && !has_capability(CAP_SYS_ADMIN);
}

/*
 * ENOSPC says that a limit is reached, not which: of the types, the one that is refused alone. The
 * process ends after this in any case.
 */
static bool probe_limit(const struct step *step, char *detail)
{
	(void)step;
	for (int i = 0; ns_names[i]; i++) {
		if (!plan_has("unshare", 0, ns_names[i]) || unshare(ns_flags[i]) == 0)
			continue;
		format_text(detail, DETAIL_SIZE, "%s", ns_names[i]);
		return errno == ENOSPC;
	}
	return false;
}

static bool probe_apparmor(const struct step *step, char *detail)
{
	(void)step;
	(void)detail;
	return plan_has("unshare", 0, "user") && launch.euid != 0 &&
	       file_says("/proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1");
}

static bool probe_no_fork(const struct step *step, char *detail)
{
	(void)detail;
	if (plan_has("enter", 0, NULL))
		return false;
	if (strcmp(step->row->name, "pin") == 0)
		return strcmp(step->words[0], "pid") == 0 && !plan_has("fork", 0, NULL);
	return strcmp(step->words[2], "proc") == 0 &&
	       !(plan_has("unshare", 0, "pid") && plan_has("fork", 0, NULL));
}

static bool probe_root_elsewhere(const struct step *step, char *detail)
{
	(void)detail;
	return strcmp(step->words[2], "proc") == 0 && plan_has("fchroot", 0, NULL) &&
	       !plan_has("enter", 0, "mnt");
}

/*
 * Mounts below /proc hide what a new one would show; the kernel wants all of it visible,
 * user_namespaces(7).
 */
static bool probe_masked_proc(const struct step *step, char *detail)
{
	bool found = false;

	for (char *line; !found && (line = next_mount()) != NULL;) {
		/* mount id, parent, device, root, mount point, …: proc_pid_mountinfo(5) */
		for (int i = 0; i < 4; i++) {
			line += strcspn(line, " ");
			line += *line == ' ';
		}
		found = strcmp(step->words[2], "proc") == 0 && strncmp(line, "/proc/", 6) == 0 &&
			strncmp(line, "/proc/sys/fs/binfmt_misc ", 25) != 0;
		format_text(detail, DETAIL_SIZE, "%.*s", (int)strcspn(line, " "), line);
	}
	return found;
}

static bool probe_no_file(const struct step *step, char *detail)
{
	(void)detail;
	return *step->words[1] && access(step->words[1], F_OK) < 0 && errno == ENOENT;
}

static bool probe_shared_mount(const struct step *step, char *detail)
{
	struct file_status file;
	bool shared = false;

	(void)detail;
	if (!status_of(step->words[1], &file))
		return false;
	for (char *line; !shared && (line = next_mount()) != NULL;)
		shared = number_of(line) == file.mount_id && find_text(line, " shared:");
	return shared;
}

/* A namespace of our own has a number too, and can be opened by it where any can. */
static bool probe_no_numbers(const struct step *step, char *detail)
{
	uint64_t number;
	int ns = open("/proc/self/ns/uts", O_RDONLY | O_CLOEXEC);

	(void)step;
	(void)detail;
	return ns < 0 || syscall(SYS_ioctl, ns, NS_GET_ID, &number) < 0 ||
	       open_by_number(number) < 0;
}

static bool probe_no_process(const struct step *step, char *detail)
{
	format_text(detail, DETAIL_SIZE, "%s", step->words[0]);
	return launch.target == 0 && launch.target_proc == 0 && access("/proc/self", F_OK) == 0;
}

static bool probe_other_proc(const struct step *step, char *detail)
{
	(void)detail;
	return launch.target && launch.target_proc &&
	       pid_in_proc() != (long)number_of(step->words[0]);
}

static bool probe_cgroup(const struct step *step, char *detail)
{
	(void)step;
	(void)detail;
	return taking_cgroups();
}

static bool probe_ended(const struct step *step, char *detail)
{
	struct pollfd end = { .fd = launch.target, .events = POLLIN };

	(void)step;
	(void)detail;
	return launch.target && poll(&end, 1, 0) == 1;
}

static bool probe_option(const struct step *step, char *detail)
{
	(void)detail;
	return plan_has("target", 0, NULL) && *launch.argv[1 + number_of(step->words[0])] == '-';
}

/* EINVAL says that a user namespace is the own one, setns(2); the process ends after this anyway.
 */
static bool is_own_user_ns(int ns)
{
	return setns(ns, CLONE_NEWUSER) < 0 && errno == EINVAL;
}

/* What is ours already takes rights over what it belongs to, like anything else. */
static bool probe_shared(const struct step *step, char *detail)
{
	(void)step;
	for (int i = 1; ns_names[i] && launch.target_proc; i++) {
		char name[32];
		struct stat theirs, ours;

		format_text(name, sizeof(name), "/proc/self/ns/%s", ns_names[i]);
		format_text(detail, DETAIL_SIZE, "%s", ns_names[i]);
		if (plan_has("enter", 0, ns_names[i]) && launch.held[i] == 0 &&
		    stat(name, &ours) == 0 &&
		    fstatat(launch.target_proc, name + strlen("/proc/self/"), &theirs, 0) == 0 &&
		    theirs.st_ino == ours.st_ino && !has_capability(CAP_SYS_ADMIN))
			return true;
	}
	return false;
}

static bool probe_user_missing(const struct step *step, char *detail)
{
	int ns = launch.target_proc ? openat(launch.target_proc, "ns/user", O_RDONLY | O_CLOEXEC)
				    : -1;

	(void)step;
	(void)detail;
	return ns >= 0 && !plan_has("enter", 0, "user") && !is_own_user_ns(ns);
}

static bool probe_own_user(const struct step *step, char *detail)
{
	int ns = launch.held[HELD_USER];

	(void)step;
	(void)detail;
	if (ns == 0 && launch.target_proc)
		ns = openat(launch.target_proc, "ns/user", O_RDONLY | O_CLOEXEC);
	return ns > 0 && ioctl(ns, NS_GET_NSTYPE) == CLONE_NEWUSER &&
	       plan_has("enter", 0, "user") && is_own_user_ns(ns);
}

static bool probe_other_type(const struct step *step, char *detail)
{
	(void)step;
	for (int i = 0; ns_names[i]; i++) {
		format_text(detail, DETAIL_SIZE, "%s", ns_names[i]);
		if (launch.held[i] && ioctl(launch.held[i], NS_GET_NSTYPE) != ns_flags[i])
			return true;
	}
	return false;
}

static bool probe_dead_pid_ns(const struct step *step, char *detail)
{
	(void)step;
	(void)detail;
	return plan_has("enter", 0, "pid");
}

static bool probe_enters_user(const struct step *step, char *detail)
{
	(void)step;
	(void)detail;
	return plan_has("enter", 0, "user");
}

static bool probe_other_root(const struct step *step, char *detail)
{
	struct stat ours, theirs;

	(void)step;
	(void)detail;
	return launch.target_proc && plan_has("enter", 0, "mnt") && !plan_has("fchroot", 0, NULL) &&
	       fstatat(launch.target_proc, "root", &theirs, 0) == 0 && stat("/", &ours) == 0 &&
	       (ours.st_dev != theirs.st_dev || ours.st_ino != theirs.st_ino);
}

static const struct {
	const char *step;
	int error;
	probe *found;
	const char *sentence;
} hints[] = {
#include "hints.h"
};

/* Called on the way out, when STEP failed with ERROR. */
void hint_for(const struct step *step, int error)
{
	char detail[DETAIL_SIZE] = "";

	for (size_t i = 0; i < COUNT(hints); i++)
		if (hints[i].error == error && strcmp(hints[i].step, step->row->name) == 0 &&
		    hints[i].found(step, detail)) {
			show_hint(hints[i].sentence, detail);
			return;
		}
}
