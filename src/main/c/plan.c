/*
 * Reads a plan: all of it is checked before the first step changes anything. What is malformed is a
 * bug of ours, for a plan comes from our own runtime.
 */
#include "launcher.h"

#include <stdarg.h>
#include <string.h>

#define EXIT_BUG 70 /* EX_SOFTWARE */

static _Noreturn void malformed(const char *what, const char *where)
{
	die_plain(EXIT_BUG, "malformed plan: %s: %s", where, what);
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

/* The patterns of steps.c: a kind of word in capitals, a choice, or * and what a list may hold. */
static bool fits(const char *pattern, size_t length, const char *word)
{
#define IS(kind) (length == sizeof(kind) - 1 && strncmp(pattern, kind, length) == 0)
	if (IS("TEXT"))
		return true;
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

/* Takes the words that the step's row asks for, and returns what comes after them. */
static char **take_words(struct step *step, char **next, char *const *end)
{
	step->words = next;
	for (const char *pattern = step->row->words; *pattern; next++) {
		size_t length = strcspn(pattern, " ");

		if (next == end)
			malformed("words are missing", step->row->name);
		if (!fits(pattern, length, *next))
			malformed(**next ? *next : "''", step->row->name);
		pattern += length + (pattern[length] == ' ');
	}
	return next;
}

static const struct row *find_row(const char *name)
{
	for (const struct row *row = rows; row->name; row++)
		if (strcmp(row->name, name) == 0)
			return row;
	malformed("no such step", name);
}

/* A step, and who does it. One that is the last of a plan also ends those that `each` counts. */
static char **take_step(struct step *step, char **next, char *const *end)
{
	static int last_of_each = -1;

	step->who = strcmp(*next, "outside") == 0 ? OUTSIDE : MAIN_LINE;
	next += step->who != MAIN_LINE;
	if (next == end)
		malformed("no step after it", next[-1]);
	step->row = find_row(*next++);
	if (!(step->row->who & step->who))
		malformed("not by this process", step->row->name);
	next = take_words(step, next, end);
	bool last = next == end || launch.count == last_of_each;

	if (((step->row->who & LAST) != 0) != last)
		malformed(last ? "last step" : "not the last step", step->row->name);
	if (strcmp(step->row->name, "each") == 0)
		last_of_each = launch.count + (int)number_of(step->words[1]);
	if (next == end && launch.count < last_of_each)
		malformed("counts too many", "each");
	return next;
}

/* Splits the plan into words and the words into steps, in memory that lasts as long as the plan. */
void read_plan(const struct answer *answer)
{
	const char *end_of_bytes = answer->bytes + answer->length;
	size_t count = 0;

	if (answer->length == 0 || end_of_bytes[-1] != '\0')
		malformed("does not end", "''");
	for (const char *p = answer->bytes; p < end_of_bytes; p++)
		count += *p == '\0';
	launch.steps_size = count * (sizeof(char *) + sizeof(struct step));
	launch.steps = pages(launch.steps_size);

	char **words = (char **)(launch.steps + count);
	char *bytes = answer->bytes;

	for (size_t i = 0; i < count; i++, bytes += strlen(bytes) + 1)
		words[i] = bytes;
	for (char **next = words; next < words + count; launch.count++)
		next = take_step(&launch.steps[launch.count], next, words + count);
}
