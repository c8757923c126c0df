/*
 * Plans that were walked before, so that the same options need no runtime. One file holds them all,
 * docs/cache.md says why that is safe: it and its directory belong to the caller's effective user
 * and nobody else may write them. What is not as it should be is as good as not there.
 *
 * A plan is kept under the words before the program, which `exec` tells the number of. They are
 * found again by a sum over them without the digits at the end of each, because a PID there may be
 * any: the plan then refers to the word instead of saying the number. Only then is looked at
 * closely.
 */
#include "launcher.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "build_id.h"

#define FILE_NAME   "plans"
#define NEW_NAME    "plans.new"
#define MAX_FILE    (64L << 10) /* bytes, of all plans together */
#define MAX_ENTRY   (8L << 10)
#define MAX_PREFIX  64 /* words; more options than there are */
#define MAX_ENTRIES 252
#define NO_HOLE	    UINT32_MAX

/* The first page of the file. */
struct index {
	char magic[8];
	uint64_t build; /* of launcher, runtime and language of plans */
	uint64_t count;
	uint64_t unused;
	struct slot {
		uint64_t sum;
		uint32_t offset, length;
	} slots[MAX_ENTRIES];
};

/* What a slot leads to; its words and its plan follow. */
struct entry {
	uint64_t checksum; /* of what comes after it */
	uint32_t words;	   /* how many, the name of the tool not counted */
	uint32_t bytes;	   /* of them with that name, each with its NUL */
	uint32_t hole_word, hole_offset;
	uint32_t shell; /* whether no program followed */
	uint32_t unused;
};

static const char magic[8] = "nsjava-p"; /* no room for a NUL, and no need */

/* FNV-1a: a byte that differs makes another sum. */
static uint64_t add_to_sum(uint64_t sum, const char *bytes, size_t length)
{
	for (size_t i = 0; i < length; i++)
		sum = (sum ^ (unsigned char)bytes[i]) * 0x100000001b3;
	return sum;
}

static uint64_t checksum(const struct entry *entry, size_t length)
{
	return add_to_sum(BUILD_ID, (const char *)entry + sizeof(uint64_t),
			  length - sizeof(uint64_t));
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* A word without the digits at its end, then its end. */
static uint64_t add_word_to_sum(uint64_t sum, const char *word)
{
	size_t length = strlen(word);

	while (length > 0 && is_digit(word[length - 1]))
		length--;
	return add_to_sum(add_to_sum(sum, word, length), "", 1);
}

/* Whether options end before WORD, whatever they are. */
static bool is_operand(const char *word)
{
	return !word || word[0] != '-' || word[1] == '\0';
}

/* ---- the directory ---- */

/*
 * An unmapped user has the ids of all others who are: what seems to be its own may be anybody's.
 * See user_namespaces(7).
 */
static bool is_nobody(void)
{
	char text[16];

	if (launch.euid == 0)
		return false;
	return read_file(AT_FDCWD, "/proc/sys/kernel/overflowuid", text, sizeof(text)) <= 0 ||
	       launch.euid == number_of(text);
}

/* Where plans are kept: of root always in one place, whatever its environment says. NULL: nowhere.
 */
const char *cache_path(char path[MAX_CACHE_PATH], const char **why)
{
	const char *off = env_value("NSJAVA_CACHE");
	const char *below = "";
	const char *dir = "/var/cache";

	*why = NULL;
	if (off && strcmp(off, "off") == 0)
		*why = "NSJAVA_CACHE is off";
	else if (is_nobody())
		*why = "in this user namespace you are nobody";
	if (launch.euid != 0) {
		dir = env_value("XDG_CACHE_HOME");
		if (!dir || *dir != '/') {
			dir = env_value("HOME");
			below = "/.cache";
		}
	}
	if (!*why && (!dir || *dir != '/' || strlen(dir) > MAX_CACHE_PATH - 32))
		*why = "neither XDG_CACHE_HOME nor HOME is an absolute path";
	if (*why)
		return NULL;
	format_text(path, MAX_CACHE_PATH, "%s%s/nsjava", dir, below);
	return path;
}

/* Why something in the file system is not safe, or NULL. */
static const char *distrust(int fd, mode_t type)
{
	struct stat status;

	if (fstat(fd, &status) < 0)
		return error_text(errno);
	if ((status.st_mode & S_IFMT) != type)
		return "it is of another kind";
	if (status.st_uid != launch.euid)
		return "it belongs to another user";
	if (status.st_mode & (S_IWGRP | S_IWOTH))
		return "others may write it";
	return NULL;
}

/* What is not open is -1. */
static void close_both(int directory, int fd)
{
	if (fd >= 0)
		close(fd);
	if (directory >= 0)
		close(directory);
}

/* The directory, or -1 and why it is not used. */
int open_cache(const char **why)
{
	char path[MAX_CACHE_PATH];

	if (!cache_path(path, why))
		return -1;
	int fd = high_fd(open(path, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));

	*why = fd < 0 ? error_text(errno) : distrust(fd, S_IFDIR);
	if (fd >= 0 && *why) {
		close(fd);
		fd = -1;
	}
	return fd;
}

/* Makes it where it is missing. */
static int make_cache(void)
{
	char path[MAX_CACHE_PATH];
	const char *why;
	int fd = open_cache(&why);

	if (fd >= 0 || !cache_path(path, &why))
		return fd;
	char *slash = strrchr(path, '/');
	mode_t mask = umask(077); /* the caller's may hide it from the caller itself */

	if (launch.euid != 0) {
		*slash = '\0';
		mkdir(path, 0700);
		*slash = '/';
	}
	bool made = mkdir(path, 0700) == 0;

	umask(mask);
	return made ? open_cache(&why) : -1;
}

/* The file, opened and looked at, or -1. */
static int open_plans(int directory)
{
	int flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
	int fd = high_fd(openat(directory, FILE_NAME, flags));

	if (fd >= 0 && distrust(fd, S_IFREG)) {
		close(fd);
		fd = -1;
	}
	return fd;
}

static bool read_index(int fd, struct index *index)
{
	return fd >= 0 && pread(fd, index, sizeof(*index), 0) == sizeof(*index) &&
	       memcmp(index->magic, magic, sizeof(magic)) == 0 && index->build == BUILD_ID &&
	       index->count <= MAX_ENTRIES;
}

/* Whether an entry has as many words as it says, and its hole is in one of them. */
static bool has_its_words(const struct entry *entry, size_t room)
{
	const char *bytes = (const char *)(entry + 1);
	uint32_t ends = 0;

	if (entry->words > MAX_PREFIX || entry->bytes == 0 || entry->bytes >= room ||
	    bytes[entry->bytes - 1] != '\0')
		return false;
	for (uint32_t i = 0; i < entry->bytes; i++)
		ends += bytes[i] == '\0';
	return ends == entry->words + 1 &&
	       (entry->hole_word == NO_HOLE || entry->hole_word < entry->words);
}

/* The entry of a slot, whole and unchanged; in pages that end with a NUL. */
static struct entry *read_entry(int fd, const struct slot *slot, size_t *size)
{
	*size = slot->length + 1UL;
	if (slot->length <= sizeof(struct entry) || slot->length > MAX_ENTRY)
		return NULL;
	struct entry *entry = pages(*size);

	if (pread(fd, entry, slot->length, slot->offset) == slot->length &&
	    entry->checksum == checksum(entry, slot->length) &&
	    has_its_words(entry, slot->length - sizeof(*entry)))
		return entry;
	munmap(entry, *size);
	return NULL;
}

/* ---- looking up ---- */

/* Whether the caller's words are those of an entry. */
static bool is_for(const struct entry *entry, char **argv)
{
	const char *word = (const char *)(entry + 1);

	if (strcmp(word, launch.prog) != 0)
		return false;
	for (uint32_t i = 0; i < entry->words; i++) {
		word += strlen(word) + 1;
		if (!argv[i])
			return false;
		if (i == entry->hole_word ? strncmp(argv[i], word, entry->hole_offset) != 0 ||
						    strlen(word) != entry->hole_offset ||
						    pid_of(argv[i] + entry->hole_offset) == 0
					  : strcmp(argv[i], word) != 0)
			return false;
	}
	return (entry->shell != 0) == (argv[entry->words] == NULL);
}

/* Whether the plan that was read is one that is never kept. */
static bool must_not_be_kept(void)
{
	return plan_has("never-keep", 0, NULL) || plan_has("each", 0, NULL);
}

/* The plan of an entry, if what it needs is there. */
static bool take_plan(struct entry *entry, size_t size, struct answer *plan)
{
	*plan = (struct answer){ .kind = ANSWER_PLAN,
				 .bytes = (char *)(entry + 1) + entry->bytes,
				 .memory = (char *)entry,
				 .size = size };
	plan->length = (size_t)(plan->memory + size - 1 - plan->bytes);
	return read_plan(plan) && !must_not_be_kept() && !missing_need();
}

static bool try_slots(int fd, const struct index *index, uint64_t sum, char **argv,
		      struct answer *plan)
{
	size_t size;

	for (size_t i = 0; i < index->count; i++) {
		struct entry *entry =
			index->slots[i].sum != sum ? NULL : read_entry(fd, &index->slots[i], &size);

		if (entry && is_for(entry, argv) && take_plan(entry, size, plan))
			return true;
		if (entry) {
			forget_plan();
			munmap(entry, size);
		}
	}
	return false;
}

static uint64_t finish_sum(uint64_t sum, bool shell)
{
	return add_to_sum(sum, shell ? "$" : "!", 1);
}

/* Looks for the plan of ARGV, which begins behind the name of the program; read_plan() has read it.
 */
bool find_plan(char **argv, struct answer *plan)
{
	const char *why;
	int directory = open_cache(&why);
	int fd = directory < 0 ? -1 : open_plans(directory);
	struct index index;
	bool found = false;

	if (read_index(fd, &index)) {
		uint64_t sum = add_word_to_sum(BUILD_ID, launch.prog);

		for (int i = 0; !found && i <= MAX_PREFIX; i++) {
			if (is_operand(argv[i]))
				found = try_slots(fd, &index, finish_sum(sum, !argv[i]), argv,
						  plan);
			if (!argv[i])
				break;
			sum = add_word_to_sum(sum, argv[i]);
		}
	}
	close_both(directory, fd);
	return found;
}

/* ---- keeping ---- */

/* The words of a new entry, and where in them its hole is. */
static bool fill_entry(struct entry *entry, size_t *length)
{
	const struct step *last = &launch.steps[launch.count - 1];
	char *next = (char *)(entry + 1);
	char *end = (char *)entry + MAX_ENTRY;

	entry->shell = strcmp(last->row->name, "login-shell") == 0;
	unsigned long words = entry->shell ? launch.words : number_of(last->words[0]);

	if (words > MAX_PREFIX || !is_operand(launch.argv[1 + words]))
		return false;
	entry->words = (uint32_t)words;
	entry->hole_word = NO_HOLE;
	if (launch.place) {
		entry->hole_word = (uint32_t)number_of(launch.place + 1);
		entry->hole_offset = (uint32_t)number_of(strchr(launch.place, ':') + 1);
	}
	for (unsigned long i = 0; i <= words; i++) {
		const char *word = i == 0 ? launch.prog : launch.argv[i];
		size_t n = i == entry->hole_word + 1UL ? entry->hole_offset : strlen(word);

		if (n + 1 > (size_t)(end - next))
			return false;
		memcpy(next, word, n);
		next += n + 1;
	}
	entry->bytes = (uint32_t)(next - (char *)(entry + 1));
	if (launch.plan.length > (size_t)(end - next))
		return false;
	memcpy(next, launch.plan.bytes, launch.plan.length);
	*length = (size_t)(next - (char *)entry) + launch.plan.length;
	entry->checksum = checksum(entry, *length);
	return true;
}

static uint64_t sum_of_entry(const struct entry *entry)
{
	const char *word = (const char *)(entry + 1);
	uint64_t sum = BUILD_ID;

	for (uint32_t i = 0; i <= entry->words; i++, word += strlen(word) + 1)
		sum = add_word_to_sum(sum, word);
	return finish_sum(sum, entry->shell != 0);
}

static bool has_words_of(const struct entry *a, const struct entry *b)
{
	return a->bytes == b->bytes && a->shell == b->shell && a->hole_word == b->hole_word &&
	       memcmp(a + 1, b + 1, a->bytes) == 0;
}

/* Puts an entry behind those that are in FILE. */
static void append_entry(char *file, size_t *length, const struct entry *entry, size_t size)
{
	struct index *index = (struct index *)file;

	index->slots[index->count++] = (struct slot){ .sum = sum_of_entry(entry),
						      .offset = (uint32_t)*length,
						      .length = (uint32_t)size };
	memcpy(file + *length, entry, size);
	*length += (size + 7) & ~7UL;
}

/* Copies the entries of OLD that stay to FILE: not the one that is made anew, nor too old ones. */
static void copy_entries(int old, char *file, size_t *length, const struct entry *new,
			 size_t new_size)
{
	struct index index;
	size_t size, first = 0, total = *length + ((new_size + 7) & ~7UL);

	if (!read_index(old, &index))
		return;
	for (size_t i = 0; i < index.count; i++)
		total += (index.slots[i].length + 7UL) & ~7UL;
	for (; total > MAX_FILE || index.count - first >= MAX_ENTRIES; first++)
		total -= (index.slots[first].length + 7UL) & ~7UL;
	for (size_t i = first; i < index.count; i++) {
		struct entry *entry = read_entry(old, &index.slots[i], &size);

		if (entry && !has_words_of(entry, new))
			append_entry(file, length, entry, size - 1);
		if (entry)
			munmap(entry, size);
	}
}

/* The new file, locked; -1 if another is about to write it. It may be left of one that was killed.
 */
static int open_new(int directory)
{
	int flags = O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
	int fd = high_fd(openat(directory, NEW_NAME, flags, 0600));
	struct stat opened, named;

	if (fd < 0)
		return -1;
	/* Whoever had locked it may have given it its name just now. */
	if (!distrust(fd, S_IFREG) && flock(fd, LOCK_EX | LOCK_NB) == 0 &&
	    fstat(fd, &opened) == 0 &&
	    fstatat(directory, NEW_NAME, &named, AT_SYMLINK_NOFOLLOW) == 0 &&
	    opened.st_ino == named.st_ino)
		return fd;
	close(fd);
	return -1;
}

static void write_new(int directory, int fd, const char *file, size_t length)
{
	struct rlimit most;

	/* A file that may not be so long would end this process by SIGXFSZ. */
	if (getrlimit(RLIMIT_FSIZE, &most) == 0 && most.rlim_cur >= length &&
	    ftruncate(fd, 0) == 0 && fchmod(fd, 0600) == 0 && write_all(fd, file, length) &&
	    renameat(directory, NEW_NAME, directory, FILE_NAME) == 0)
		return;
	unlinkat(directory, NEW_NAME, 0);
}

/* Keeps the plan that the runtime has made, if it may be walked again. */
void keep_plan(void)
{
	struct entry *entry;
	size_t size, length = sizeof(struct index);

	if (must_not_be_kept())
		return;
	int directory = make_cache();
	int fd = directory < 0 ? -1 : open_new(directory);

	entry = fd < 0 ? NULL : pages(MAX_ENTRY);
	if (entry && fill_entry(entry, &size)) {
		char *file = pages(MAX_FILE);
		struct index *index = (struct index *)file;
		int old = open_plans(directory);

		memcpy(index->magic, magic, sizeof(magic));
		index->build = BUILD_ID;
		copy_entries(old, file, &length, entry, size);
		append_entry(file, &length, entry, size);
		write_new(directory, fd, file, length);
		if (old >= 0)
			close(old);
		munmap(file, MAX_FILE);
	}
	if (entry)
		munmap(entry, MAX_ENTRY);
	close_both(directory, fd);
}

/* ---- what `nsjava cache` does ---- */

/* Of each plan: how many words, whether a program follows, then they; of the hole only its start.
 */
void list_plans(struct reply *reply)
{
	const char *why;
	int directory = open_cache(&why);
	int fd = directory < 0 ? -1 : open_plans(directory);
	struct index index;
	size_t size;

	for (size_t i = 0; read_index(fd, &index) && i < index.count; i++) {
		struct entry *entry = read_entry(fd, &index.slots[i], &size);

		if (!entry)
			continue;
		reply_number(reply, entry->words + 1UL);
		reply_word(reply, entry->shell ? "" : "program");
		reply_number(reply, entry->hole_word == NO_HOLE ? 0 : entry->hole_word + 1UL);
		memcpy(room_in_reply(reply, entry->bytes), entry + 1, entry->bytes);
		munmap(entry, size);
	}
	close_both(directory, fd);
}

void clear_cache(void)
{
	const char *why;
	int directory = open_cache(&why);

	if (directory < 0)
		return;
	unlinkat(directory, NEW_NAME, 0);
	unlinkat(directory, FILE_NAME, 0);
	close(directory);
}
