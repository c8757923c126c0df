/*
 * What `nsjava compile` makes: the launcher's steps with a plan inside, in one file that needs
 * neither nsjava nor a Java runtime. The plan lies in a section of its own, which is filled in
 * afterwards.
 */
#include "launcher.h"

#include <string.h>

#include "build_id.h"

#define ROOM (24 << 10) /* bytes */

/* CompiledProgram.java fills it in: integers of the machine, then words and plans. */
struct compiled {
	char magic[8];
	uint64_t build;
	uint32_t room;
	uint32_t words;	   /* how many stand before those that are given when it is run */
	uint32_t of_words; /* bytes of these, each with its NUL */
	uint32_t of_plan;  /* bytes of the plan with a program, compiled in or given */
	uint32_t of_shell; /* bytes of the plan without one; 0: there must be one */
	uint32_t program;  /* whether it is compiled in */
	char bytes[ROOM];
};

/* No constant to the compiler: in the file it has become something else. */
static const volatile struct compiled compiled __attribute__((
	section(".nsjava.plan"), used)) = { .magic = "nsjava-c", .build = BUILD_ID, .room = ROOM };

/* Those that were compiled in, then the caller's. */
static void take_arguments(int argc, char **argv, char *words)
{
	launch.words = compiled.words + (unsigned long)argc - 1;
	launch.argv = pages((launch.words + 2) * sizeof(char *));
	launch.argv[0] = argv[0];
	for (uint32_t i = 0; i < compiled.words; i++, words += strlen(words) + 1)
		launch.argv[1 + i] = words;
	memcpy(launch.argv + 1 + compiled.words, argv + 1, (size_t)argc * sizeof(char *));
}

static void take_compiled_plan(int argc, char **argv)
{
	bool shell = !compiled.program && argc == 1;
	size_t size = compiled.of_words + compiled.of_plan + compiled.of_shell;

	if (size == 0 || size > ROOM)
		die_plain(EXIT_SETUP, "no plan is compiled in");
	if (shell && compiled.of_shell == 0)
		die_plain(EXIT_SETUP, "no program given");
	char *bytes = pages(size);

	for (size_t i = 0; i < size; i++)
		bytes[i] = compiled.bytes[i];
	take_arguments(argc, argv, bytes);
	launch.plan = (struct answer){ .kind = ANSWER_PLAN,
				       .bytes = bytes + compiled.of_words +
						(shell ? compiled.of_plan : 0),
				       .length = shell ? compiled.of_shell : compiled.of_plan };
}

int main(int argc, char **argv, char **envp)
{
	if (argc < 1)
		die_plain(EXIT_SETUP, "called without a name");
	const char *slash = strrchr(argv[0], '/');

	launch.prog = slash ? slash + 1 : argv[0];
	take_caller(argc, argv, envp);
	bool copy = is_copy(&launch.plan);

	if (!copy)
		take_compiled_plan(argc, argv);
	if (!read_plan(&launch.plan))
		die_of_plan();
	const char *other = missing_need();

	if (other)
		die_plain(EXIT_SETUP, "compiled for another %s: compile it again", other);
	if (!copy && plan_has("like", 0, "credentials"))
		become_copy();
	walk_plan();
}
