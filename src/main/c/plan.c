/* Reads a plan and walks it. Says nothing about order: that is Java's. */
#include "launcher.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define EXIT_BUG 70 /* EX_SOFTWARE: the plan comes from our own runtime */

static size_t steps_size;
static const struct answer *source;

static const struct row *find_row(const char *name)
{
	for (const struct row *row = rows; row->name; row++)
		if (strcmp(row->name, name) == 0)
			return row;
	return NULL;
}

static enum who take_address(char ***next)
{
	if (strcmp(**next, "outside") == 0) {
		(*next)++;
		return OUTSIDE;
	}
	if (strcmp(**next, "parent") == 0) {
		(*next)++;
		return PARENT;
	}
	return MAIN_LINE;
}

/* Splits the plan into words and the words into steps; both live in memory that is taken here and
 * no more later. */
static void read_steps(char *bytes, size_t length)
{
	if (length == 0 || bytes[length - 1] != '\0')
		die_plain(EXIT_BUG, "malformed plan: it does not end");
	size_t words = 0;

	for (size_t i = 0; i < length; i++)
		words += bytes[i] == '\0';
	size_t size = (words + 1) * (sizeof(char *) + sizeof(struct step));
	struct step *steps = pages(size);
	char **word = (char **)(steps + words + 1);
	char **end = word + words;

	for (size_t i = 0; i < words; i++, bytes += strlen(bytes) + 1)
		word[i] = bytes;
	launch.steps = steps;
	steps_size = size;
	for (char **next = word; next < end; launch.count++) {
		struct step *step = &steps[launch.count];

		step->who = take_address(&next);
		step->row = next < end ? find_row(*next) : NULL;
		if (!step->row)
			die_plain(EXIT_BUG, "malformed plan: unknown step %s",
				  next < end ? *next : "''");
		step->words = ++next;
		if (end - next < step->row->arity)
			die_plain(EXIT_BUG, "malformed plan: step %s wants %d words",
				  step->row->name, step->row->arity);
		next += step->row->arity;
		if (step->row->last != (next == end))
			die_plain(EXIT_BUG, "malformed plan: step %s is %s", step->row->name,
				  step->row->last ? "not last" : "last");
	}
}

/* Whether the plan has STEP, and PART in the list that is its word number WORD (any word if PART is
 * NULL). */
bool plan_has(const char *name, int word, const char *part)
{
	for (int i = 0; i < launch.count; i++) {
		const struct step *step = &launch.steps[i];

		if (strcmp(step->row->name, name) != 0)
			continue;
		if (!part)
			return true;
		size_t length = 0;

		for (const char *p = step->words[word]; (p = csv_next(p, &length)) != NULL;)
			if (strlen(part) == length && strncmp(p, part, length) == 0)
				return true;
	}
	return false;
}

static bool has_outside_step(void)
{
	for (int i = 0; i < launch.count; i++)
		if (launch.steps[i].who == OUTSIDE)
			return true;
	return false;
}

static uintptr_t page_of(const void *address)
{
	return (uintptr_t)address & ~(uintptr_t)4095;
}

/*
 * For a process that does no more steps but waits, perhaps for days: gives back the plan, what
 * calls that have returned used of the stack, and the program's own pages, of which the few that
 * waiting needs come back by themselves.
 */
void release_memory(void)
{
	extern char __executable_start[],
		__init_array_start[]; /* the linker's: text and constants */
	uintptr_t text = page_of(__executable_start);
	uintptr_t stack = page_of(__builtin_frame_address(0));

	launch.now = NULL;
	launch.count = 0;
	munmap((void *)launch.steps, steps_size);
	munmap(source->memory, source->size);
	madvise((void *)(stack - (1 << 20)), (1 << 20) - 4096, MADV_DONTNEED);
	madvise((void *)text, page_of(__init_array_start) - text, MADV_DONTNEED);
}

/* Does all steps; the last one becomes the program. */
void walk_plan(const struct answer *answer)
{
	source = answer;
	read_steps(answer->bytes, answer->length);
	if (has_outside_step())
		start_assistant();
	for (int i = 0; i < launch.count; i++) {
		const struct step *step = &launch.steps[i];

		launch.now = step;
		if (step->who == MAIN_LINE)
			step->row->run(step->words);
		else
			ask_role(step->who == OUTSIDE ? launch.assistant : launch.parent, i);
	}
	die_plain(EXIT_BUG, "malformed plan: it has no last step");
}
