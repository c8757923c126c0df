/*
 * What the target is, and the step that makes the process like it: what a child of that would be
 * born with. Never more than the target has: capabilities count only in the user namespace that
 * they were read in, and all is taken at one time, or a program that changes its user could lend
 * its old environment to its new rights.
 */
#include "launcher.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define MAX_GROUPS 65536 /* NGROUPS_MAX of linux/limits.h */
#define LIMITS	   16	 /* RLIM_NLIMITS of asm-generic/resource.h */

enum { INHERITABLE, PERMITTED, EFFECTIVE, BOUNDING, AMBIENT, CAP_SETS };

/* Of proc_pid_status(5); ids are those in the user namespace of who opened it. */
struct credentials {
	unsigned long uid[3], gid[3]; /* real, effective, saved */
	uint64_t caps[CAP_SETS];
	unsigned long no_new_privs;
	size_t count;
	uint32_t groups[MAX_GROUPS];
};

/* What proc_pid_limits(5) says of the target. */
static char limits[4096];

/* Who the target was when its status was opened, in the caller's user namespace. */
static struct credentials *first;

static _Noreturn void unreadable(const char *file)
{
	die(EXIT_SETUP, "cannot read /proc/%s/%s", launch.target_pid, file);
}

/* What stands after NAME in a text of lines; "Pid" is not in "Tgid". */
static const char *value_of(const char *text, const char *name)
{
	size_t length = strlen(name);

	while (*text) {
		if (strncmp(text, name, length) == 0 && text[length] == ':')
			return text + length + 1;
		text += strcspn(text, "\n");
		text += *text == '\n';
	}
	errno = ESRCH; /* a process that is ending has fewer lines */
	unreadable("status");
}

/* The number that begins after blanks, in base 8, 10 or 16; moves on behind it. */
static uint64_t next_number(const char **text, unsigned base)
{
	uint64_t number = 0;

	*text += strspn(*text, " \t");
	for (;; ++*text) {
		unsigned digit = (unsigned char)**text;

		digit = digit >= 'a' ? digit - 'a' + 10 : digit - '0';
		if (digit >= base)
			return number;
		number = number * base + digit;
	}
}

static void read_ids(const char *text, const char *name, unsigned long ids[3])
{
	text = value_of(text, name);
	for (int i = 0; i < 3; i++)
		ids[i] = next_number(&text, 10);
}

/* The credentials that FD, the target's status, says now. */
static struct credentials *read_credentials(int fd)
{
	static const char *const sets[] = { "CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb" };
	struct credentials *all = pages(sizeof(*all));
	char *text = pages(BIG_FILE);
	size_t length = 0;
	ssize_t n;

	while ((n = pread(fd, text + length, BIG_FILE - 1 - length, (off_t)length)) > 0)
		length += (size_t)n;
	if (n < 0)
		unreadable("status");
	read_ids(text, "Uid", all->uid);
	read_ids(text, "Gid", all->gid);
	for (const char *p = value_of(text, "Groups"); all->count < MAX_GROUPS; all->count++) {
		p += strspn(p, " \t");
		if (*p == '\n')
			break;
		all->groups[all->count] = (uint32_t)next_number(&p, 10);
	}
	for (int i = 0; i < CAP_SETS; i++) {
		const char *set = value_of(text, sets[i]);

		all->caps[i] = next_number(&set, 16);
	}
	const char *bit = value_of(text, "NoNewPrivs");

	all->no_new_privs = next_number(&bit, 10);
	return all;
}

/* What was taken of the target before must not be lent to what it has become. */
static void check_status(void)
{
	if (launch.held[HELD_STATUS] == 0)
		return;
	if (memcmp(first, read_credentials(launch.held[HELD_STATUS]), sizeof(*first)) != 0)
		die_plain(EXIT_SETUP, "process %s has changed its credentials meanwhile",
			  launch.target_pid);
}

/*
 * The effective id in FIELD of the target's status, in our user namespace. Not the owner of its
 * directory in /proc: that is root once the process has ended, or if it just says that it is not to
 * be dumped.
 */
unsigned long id_of_target(const char *field)
{
	char *text = pages(BIG_FILE);
	unsigned long ids[3];

	read_of_target("status", text, BIG_FILE);
	read_ids(text, field, ids);
	check_status();
	return ids[1];
}

static void like_umask(void)
{
	char *text = pages(BIG_FILE);

	read_of_target("status", text, BIG_FILE);
	const char *mask = value_of(text, "Umask");

	umask((mode_t)next_number(&mask, 8));
}

/* -20 to 19. */
static void like_nice(void)
{
	char text[1024];
	const char *word;

	read_of_target("stat", text, sizeof(text));
	word = field_of_stat(text, 19);
	if (!word)
		unreadable("stat");
	int nice = *word == '-' ? -(int)number_of(word + 1) : (int)number_of(word);

	if (getpriority(PRIO_PROCESS, 0) != nice && setpriority(PRIO_PROCESS, 0, nice) < 0)
		die(EXIT_SETUP, "cannot set nice value %d", nice);
}

static void like_oom(void)
{
	char theirs[32], ours[32];

	read_of_target("oom_score_adj", theirs, sizeof(theirs));
	theirs[strcspn(theirs, "\n")] = '\0';
	if (read_file(AT_FDCWD, "/proc/self/oom_score_adj", ours, sizeof(ours)) > 0 &&
	    strncmp(ours, theirs, strlen(theirs)) == 0 && ours[strlen(theirs)] == '\n')
		return;
	step_write((char *[]){ "/proc/self/oom_score_adj", theirs });
}

/* Of a name in 25 columns. */
static int width_of(const char *name)
{
	int width = 25;

	while (width > 0 && name[width - 1] == ' ')
		width--;
	return width;
}

static rlim_t next_limit(const char **text)
{
	*text += strspn(*text, " ");
	if (strncmp(*text, "unlimited", 9) != 0)
		return next_number(text, 10);
	*text += 9;
	return RLIM_INFINITY;
}

/*
 * proc_pid_limits(5): a line for each, in the order of their numbers, with the name in 25 columns.
 * RAISING: only what is above ours, which takes rights that are lost on the way.
 */
static void set_limits(bool raising)
{
	const char *line = limits;

	for (int i = 0; i < LIMITS; i++) {
		struct rlimit ours, theirs;

		line += strcspn(line, "\n");
		if (strlen(line) < 27)
			unreadable("limits");
		const char *name = ++line;

		line += 25;
		theirs.rlim_cur = next_limit(&line);
		theirs.rlim_max = next_limit(&line);
		getrlimit(i, &ours);
		if (raising && theirs.rlim_max <= ours.rlim_max)
			continue;
		if (raising)
			theirs.rlim_cur = ours.rlim_cur;
		if ((theirs.rlim_cur != ours.rlim_cur || theirs.rlim_max != ours.rlim_max) &&
		    setrlimit(i, &theirs) < 0)
			die(EXIT_SETUP, "cannot set the limit '%.*s' of process %s", width_of(name),
			    name, launch.target_pid);
	}
}

static void like_raised_limits(void)
{
	read_of_target("limits", limits, sizeof(limits));
	set_limits(true);
}

/* As they were when the target was last looked at: it is let go of before this. */
static void like_limits(void)
{
	set_limits(false);
}

static void drop_bounding(uint64_t kept)
{
	for (unsigned long cap = 0; cap < 64; cap++)
		if (!(kept & UINT64_C(1) << cap) && prctl(PR_CAPBSET_READ, cap) == 1 &&
		    prctl(PR_CAPBSET_DROP, cap) < 0)
			die(EXIT_SETUP, "prctl(PR_CAPBSET_DROP) failed");
}

/* As the target's, as far as we have them; BOUNDING is what is left of ours. */
static void set_caps(const uint64_t caps[CAP_SETS], uint64_t bounding)
{
	uint32_t header[2] = { CAPABILITY_VERSION_3, 0 };
	uint32_t ours[2][3]; /* low and high words of effective, permitted, inheritable */
	uint64_t ambient = caps[AMBIENT];

	if (syscall(SYS_capget, header, ours) < 0)
		die(EXIT_SETUP, "capget failed");
	for (int i = 0; i < 2; i++) {
		uint32_t permitted = ours[i][1];

		ours[i][0] = permitted & (uint32_t)(caps[EFFECTIVE] >> 32 * i);
		ours[i][1] = permitted & (uint32_t)(caps[PERMITTED] >> 32 * i);
		ours[i][2] |= permitted & (uint32_t)(bounding >> 32 * i);
		ours[i][2] &= (uint32_t)(caps[INHERITABLE] >> 32 * i);
		ambient &= (uint64_t)(ours[i][1] & ours[i][2]) << 32 * i | (uint64_t)UINT32_MAX
										   << 32 * !i;
	}
	if (syscall(SYS_capset, header, ours) < 0)
		die(EXIT_SETUP, "capset failed");
	prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0UL, 0UL, 0UL);
	for (unsigned long cap = 0; cap < 64; cap++)
		if (ambient & UINT64_C(1) << cap)
			prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, cap, 0UL, 0UL);
}

static void set_groups(const struct credentials *theirs, bool denied)
{
	uint32_t *ours = pages(sizeof(theirs->groups));
	long count = syscall(SYS_getgroups, MAX_GROUPS, ours);

	if (count == (long)theirs->count && memcmp(ours, theirs->groups, (size_t)count * 4) == 0)
		return;
	if (syscall(SYS_setgroups, theirs->count, theirs->groups) < 0 &&
	    !(denied && errno == EPERM))
		die(EXIT_SETUP, "setgroups failed");
}

/*
 * execve(2) gives root all that is in the bounding set, unless the securebits say otherwise, which
 * no other process can see: then root is left what the target has.
 */
static uint64_t bounding_for(const struct credentials *theirs)
{
	uint64_t all = theirs->caps[BOUNDING];

	if (theirs->uid[0] == 0 || theirs->uid[1] == 0)
		all &= theirs->caps[PERMITTED] | theirs->caps[INHERITABLE];
	return all;
}

/* The user may change before the capabilities, which are then set as they are to be. */
static void set_credentials(const struct credentials *theirs, bool denied)
{
	drop_bounding(bounding_for(theirs));
	set_groups(theirs, denied);
	if (syscall(SYS_setresgid, theirs->gid[0], theirs->gid[1], theirs->gid[2]) < 0)
		die(EXIT_SETUP, "setresgid failed");
	prctl(PR_SET_KEEPCAPS, 1UL);
	if (syscall(SYS_setresuid, theirs->uid[0], theirs->uid[1], theirs->uid[2]) < 0)
		die(EXIT_SETUP, "setresuid failed");
	prctl(PR_SET_KEEPCAPS, 0UL);
	set_caps(theirs->caps, bounding_for(theirs));
	keep_out(); /* the change has taken that back, where fs.suid_dumpable says so */
	if (theirs->no_new_privs && prctl(PR_SET_NO_NEW_PRIVS, 1UL, 0UL, 0UL, 0UL) < 0)
		die(EXIT_SETUP, "prctl(PR_SET_NO_NEW_PRIVS) failed");
}

/*
 * A set-user-ID program has the environment, and perhaps more, of a user who has not its rights,
 * and this mark of it: AT_SECURE, see getauxval(3).
 */
void refuse_secure_program(void)
{
	static unsigned long pairs[256];
	int fd = open_of_target("auxv");
	ssize_t n = read(fd, pairs, sizeof(pairs));

	for (ssize_t i = 0; i + 1 < n / (ssize_t)sizeof(*pairs); i += 2)
		if (pairs[i] == AT_SECURE && pairs[i + 1] != 0)
			die_plain(EXIT_SETUP, "process %s runs with rights that its starter lacks",
				  launch.target_pid);
	close(fd);
}

/* Who the target is, before anything else is taken of it. */
void take_status(void)
{
	launch.held[HELD_STATUS] = open_of_target("status");
	first = read_credentials(launch.held[HELD_STATUS]);
}

/* The last thing for which the target is needed: then nothing of the caller's is open any more. */
static void like_credentials(void)
{
	int status = open_of_target("status");
	int user_ns = open_of_target("ns/user");
	struct credentials *inside = read_credentials(status);

	read_of_target("limits", limits, sizeof(limits));
	/* EINVAL: it is the one that we are in, for a process that shares nothing, see setns(2). */
	if (unshare(CLONE_FS) < 0 || setns(user_ns, CLONE_NEWUSER) == 0 || errno != EINVAL)
		die_plain(EXIT_SETUP, "the user namespace of process %s is not entered",
			  launch.target_pid);
	check_status();
	bool denied = setgroups_denied();

	close(status);
	close(user_ns);
	let_go();
	keep_out();
	set_credentials(inside, denied);
}

void step_like(char **words)
{
	static const char *const names[] = { "umask",  "nice",	      "oom", "raised-limits",
					     "limits", "credentials", NULL };
	static void (*const parts[])(void) = { like_umask,	   like_nice,	like_oom,
					       like_raised_limits, like_limits, like_credentials };
	size_t length = 0;

	for (const char *p = words[0]; (p = csv_next(p, &length)) != NULL;)
		parts[csv_index(names, p, length)]();
}
