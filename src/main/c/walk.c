/* Walks a plan. Says nothing about order: that is Java's. */
#include "launcher.h"

#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <unistd.h>

struct launch launch = { .prog = "nsjava",
			 .hints = true,
			 .assistant = -1,
			 .served = -1,
			 .parent = -1,
			 .target_pid = "-" };

/*
 * Whether the plan has STEP, and PART in the list that is its word number WORD (any word if PART is
 * NULL).
 */
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

/* Who calls, and with what; one with rights that its caller lacks is refused. */
void take_caller(int argc, char **argv, char **envp)
{
	launch.argv = argv;
	launch.words = (unsigned long)argc - 1;
	launch.envp = envp;
	launch.euid = geteuid();
	launch.egid = getegid();
	if (getauxval(AT_SECURE))
		die_plain(EXIT_SETUP, "must not be installed set-user-ID, set-group-ID or with "
				      "file capabilities");
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
	/* The linker's names: between them lie code and constants. */
	extern char __executable_start[], __init_array_start[];
	uintptr_t text = page_of(__executable_start);
	uintptr_t stack = page_of(__builtin_frame_address(0));

	launch.now = NULL;
	launch.count = 0;
	munmap(launch.steps, launch.steps_size);
	if (launch.plan.memory) /* one that is compiled in is of the program */
		munmap(launch.plan.memory, launch.plan.size);
	madvise((void *)(stack - (1 << 20)), (1 << 20) - 4096, MADV_DONTNEED);
	madvise((void *)text, page_of(__init_array_start) - text, MADV_DONTNEED);
}

/* Does all steps; the last one becomes the program. */
void walk_plan(void)
{
	if (has_outside_step())
		start_assistant();
	while (launch.next < launch.count) {
		const struct step *step = &launch.steps[launch.next++];

		launch.now = step;
		if (step->who == MAIN_LINE)
			step->row->run(step->words);
		else
			ask_assistant(launch.next - 1);
	}
	__builtin_unreachable();
}
