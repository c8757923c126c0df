/* What a plan was made for, besides the words of the call. */
#include "launcher.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static unsigned long nanoseconds(struct timespec time)
{
	return (unsigned long)time.tv_sec * 1000000000UL + (unsigned long)time.tv_nsec;
}

/* What a file is known again by: any change of it is seen there, see inode(7). */
static void describe_file(const char *path, char *text, size_t size)
{
	struct stat status;

	if (stat(path, &status) == 0)
		format_text(text, size, "%lu:%lu:%lu:%lu:%lu", (unsigned long)status.st_dev,
			    (unsigned long)status.st_ino, (unsigned long)status.st_size,
			    nanoseconds(status.st_mtim), nanoseconds(status.st_ctim));
	else
		format_text(text, size, errno == ENOENT ? "-" : "?");
}

/* Whether a `needs` still holds: of `euid`, `egid` or a path, which has a slash. */
static bool is_as_needed(char **words)
{
	char now[128] = "?";

	if (strchr(words[0], '/'))
		describe_file(words[0], now, sizeof(now));
	else if (strcmp(words[0], "euid") == 0)
		format_text(now, sizeof(now), "%u", launch.euid);
	else if (strcmp(words[0], "egid") == 0)
		format_text(now, sizeof(now), "%u", launch.egid);
	return strcmp(words[1], now) == 0 && strcmp(now, "?") != 0;
}

/* What the plan that was read needs and is another now, or NULL. */
const char *missing_need(void)
{
	for (int i = 0; i < launch.count; i++) {
		const struct step *step = &launch.steps[i];

		if (strcmp(step->row->name, "needs") == 0 && !is_as_needed(step->words))
			return step->words[0];
	}
	return NULL;
}

/* A plan that is new has what it needs; of another that was looked at before the first step. */
void step_needs(char **words)
{
	(void)words;
}
