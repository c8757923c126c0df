/*
 * Reads a plan: all of it is checked before the first step changes anything. What is malformed is a
 * bug of ours, for a plan comes from our own runtime.
 */
#include "launcher.h"

#include <stdarg.h>
#include <string.h>
#include <sys/mman.h>

#define EXIT_BUG 70 /* EX_SOFTWARE */

/* What is wrong with a plan, and where. */
static const char *wrong, *wrong_at;

static bool malformed(const char *what, const char *where)
{
	wrong = what;
	wrong_at = where;
	return false;
}

/* The end, if what read_plan() refused came from our own runtime. */
void die_of_plan(void)
{
	die_plain(EXIT_BUG, "malformed plan: %s: %s", wrong_at, wrong);
}

/* Whether WORD is one of "this|that", a pattern of LENGTH bytes. */
static bool is_one_of(const char *pattern, size_t length, const char *word, size_t word_length)
{
	const char *end = pattern + length;

	while (pattern < end) {
		size_t n = strcspn(pattern, "| ");

		if (n == word_length && strncmp(pattern, word, n) == 0)
			return true;
		pattern += n + 1;
	}
	return false;
}

static bool is_list_of(const char *pattern, size_t length, const char *word)
{
	size_t n = 0;
	bool any = false;

	for (; (word = csv_next(word, &n)) != NULL; any = true)
		if (!is_one_of(pattern, length, word, n))
			return false;
	return any;
}

static bool is_number(const char *word, unsigned long most)
{
	size_t length = strlen(word);

	return length > 0 && length < 20 && strspn(word, "0123456789") == length &&
	       number_of(word) <= most;
}

/* How a target is known again: by the inode of its pidfd, by the time it was started, or not. */
static bool is_check(const char *word)
{
	const char *number = strchr(word, ':');

	if (strcmp(word, "-") == 0)
		return true;
	return number && is_one_of("ino|start", 9, word, (size_t)(number - word)) &&
	       is_number(number + 1, UINT64_MAX);
}

/*
 * The pid that is all of a text, written as the kernel does; else 0. It is at most 2^22, see
 * pid_max in proc_sys_kernel(5).
 */
unsigned long pid_of(const char *text)
{
	size_t length = strspn(text, "0123456789");

	if (*text == '0' || length == 0 || length > 7 || text[length] != '\0' ||
	    number_of(text) > 1 << 22)
		return 0;
	return number_of(text);
}

/* Of "@WORD:OFFSET" what the caller's word says there. */
static const char *refer(const char *text)
{
	const char *offset = strchr(text, ':');
	unsigned long word = number_of(text + 1);

	if (!offset || word >= launch.words ||
	    number_of(offset + 1) > strlen(launch.argv[1 + word]))
		return "";
	return launch.argv[1 + word] + number_of(offset + 1);
}

/* The patterns of steps.c: a kind of word in capitals, a choice, or * and what a list may hold. */
static bool fits(const char *pattern, size_t length, const char *word)
{
#define IS(kind) (length == sizeof(kind) - 1 && strncmp(pattern, kind, length) == 0)
	if (IS("TEXT"))
		return true;
	if (IS("PID"))
		return *word == '@' ? pid_of(refer(word)) > 0 : is_number(word, UINT32_MAX);
	if (IS("NUMBER"))
		return is_number(word, UINT32_MAX);
	if (IS("NUMBER64"))
		return is_number(word, UINT64_MAX);
	if (IS("NUMBERS"))
		return *word && strspn(word, "0123456789,") == strlen(word);
	if (IS("ID"))
		return strcmp(word, "follow") == 0 || is_number(word, UINT32_MAX);
	if (IS("CHECK"))
		return is_check(word);
	if (IS("INTEGER"))
		return is_number(word + (*word == '-'), INT64_MAX);
	if (IS("WORD"))
		return is_number(word, INT32_MAX) && number_of(word) < launch.words;
	if (IS("MAP"))
		return *word && strspn(word, "0123456789:,egidu") == strlen(word);
	if (IS("SIGNAL"))
		return signal_number(word) > 0;
	if (*pattern == '*')
		return is_list_of(pattern + 1, length - 1, word);
	return is_one_of(pattern, length, word, strlen(word));
#undef IS
}

/* Takes the words that the step's row asks for: whether they are there. */
static bool take_words(struct step *step, char ***next, char *const *end)
{
	step->words = *next;
	for (const char *pattern = step->row->words; *pattern; ++*next) {
		size_t length = strcspn(pattern, " ");

		if (*next == end)
			return malformed("words are missing", step->row->name);
		if (!fits(pattern, length, **next))
			return malformed(***next ? **next : "''", step->row->name);
		if (***next == '@' && strncmp(pattern, "PID", length) == 0) {
			launch.place = **next;
			**next = (char *)refer(**next);
		}
		pattern += length + (pattern[length] == ' ');
	}
	return true;
}

static const struct row *find_row(const char *name)
{
	for (const struct row *row = rows; row->name; row++)
		if (strcmp(row->name, name) == 0)
			return row;
	return NULL;
}

/* How many words a step takes, or -1: there is no such step. */
int words_of_step(const char *name)
{
	const struct row *row = find_row(name);
	int count = row && *row->words ? 1 : 0;

	for (const char *p = row ? row->words : ""; *p; p++)
		count += *p == ' ';
	return row ? count : -1;
}

/*
 * A step, and who does it. One that is the last of a plan also ends those that `each` counts:
 * LAST_OF_EACH is the number of that, or -1.
 */
static bool take_step(struct step *step, char ***next, char *const *end, int *last_of_each)
{
	step->who = strcmp(**next, "outside") == 0 ? OUTSIDE : MAIN_LINE;
	*next += step->who != MAIN_LINE;
	if (*next == end)
		return malformed("no step after it", (*next)[-1]);
	step->row = find_row(**next);
	if (!step->row)
		return malformed("no such step", **next);
	++*next;
	if (!(step->row->who & step->who))
		return malformed("not by this process", step->row->name);
	if (!take_words(step, next, end))
		return false;
	bool last = *next == end || launch.count == *last_of_each;

	if (((step->row->who & LAST) != 0) != last)
		return malformed(last ? "last step" : "not the last step", step->row->name);
	if (strcmp(step->row->name, "each") == 0) {
		unsigned long steps = number_of(step->words[1]);

		/* A step has a word at least. */
		if (steps > (unsigned long)(end - *next))
			return malformed("counts too many", "each");
		*last_of_each = launch.count + (int)steps;
	}
	if (*next == end && launch.count < *last_of_each)
		return malformed("counts too many", "each");
	return true;
}

/*
 * Splits the plan into words and the words into steps, in memory that lasts as long as the plan;
 * false if it is none.
 */
bool read_plan(const struct answer *answer)
{
	const char *end_of_bytes = answer->bytes + answer->length;
	size_t count = 0;
	int last_of_each = -1;

	if (answer->length == 0 || end_of_bytes[-1] != '\0')
		return malformed("does not end", "''");
	for (const char *p = answer->bytes; p < end_of_bytes; p++)
		count += *p == '\0';
	launch.steps_size = count * (sizeof(char *) + sizeof(struct step));
	launch.steps = pages(launch.steps_size);

	char **words = (char **)(launch.steps + count);
	char **next = words;
	char *bytes = answer->bytes;

	for (size_t i = 0; i < count; i++, bytes += strlen(bytes) + 1)
		words[i] = bytes;
	for (; next < words + count; launch.count++)
		if (!take_step(&launch.steps[launch.count], &next, words + count, &last_of_each))
			return false;
	return true;
}

/* What read_plan() has read is not to be walked. */
void forget_plan(void)
{
	if (launch.steps)
		munmap(launch.steps, launch.steps_size);
	launch.steps = NULL;
	launch.place = NULL;
	launch.count = 0;
}
