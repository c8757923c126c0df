/* What happens to the program while it runs: a list of steps, each done when it can be done. */
#include "start.h"

#include <errno.h>
#include <signal.h>
#include <unistd.h>

/* await=TEXT: until TEXT was written, after the last TEXT that was awaited. */
static bool await_text(struct run *run, char *value)
{
	if (run->out.length <= run->out.seen)
		return false;
	char *found = strstr(run->out.bytes + run->out.seen, value);
	if (!found)
		return false;
	run->out.seen = (size_t)(found - run->out.bytes) + strlen(value);
	return true;
}

/* The first child of the program; 0 when there is none. */
static pid_t child_of(const struct run *run)
{
	char path[64], text[4096];

	snprintf(path, sizeof path, "/proc/%d/task/%d/children", run->pid, run->pid);
	FILE *file = fopen(path, "re");
	if (!file)
		return 0;
	char *line = fgets(text, sizeof text, file);
	fclose(file);
	return line ? atoi(line) : 0;
}

/* await-child=COMM: until the program has a child of that name; any when empty. */
static bool await_child(struct run *run, char *value)
{
	char path[64], comm[64] = "";

	pid_t child = child_of(run);
	if (child <= 0)
		return false;
	snprintf(path, sizeof path, "/proc/%d/comm", child);
	FILE *file = fopen(path, "re");
	if (!file)
		return false;
	if (fgets(comm, sizeof comm, file))
		comm[strcspn(comm, "\n")] = 0;
	fclose(file);
	return !*value || strcmp(comm, value) == 0;
}

static bool await_stop(struct run *run, char *value)
{
	(void)value;
	return run->stopped != 0;
}

static bool type_text(struct run *run, char *value)
{
	size_t length = strlen(value);

	return write(run->in, value, length) == (ssize_t)length;
}

static bool send_signal(struct run *run, char *value)
{
	run->stopped = 0;
	kill(run->pid, atoi(value));
	return true;
}

static bool send_group_signal(struct run *run, char *value)
{
	run->stopped = 0;
	kill(-run->pid, atoi(value));
	return true;
}

static bool signal_child(struct run *run, char *value)
{
	pid_t child = child_of(run);

	if (child > 0)
		kill(child, atoi(value));
	return child > 0;
}

/* kill-target=SIGNAL: to t. */
static bool signal_target(struct run *run, char *value)
{
	(void)run;
	kill_target(atoi(value));
	return true;
}

static bool hang_up(struct run *run, char *value)
{
	(void)value;
	if (run->tty) {
		close(run->out.fd);
		run->out.fd = -1;
	}
	close(run->in);
	run->in = -1;
	return true;
}

/* tty, tty=COLUMNS, pipe: these say what fd 0 is; they are no steps. */
static bool at_once(struct run *run, char *value)
{
	(void)run;
	(void)value;
	return true;
}

static const struct script_row {
	const char *name;
	bool (*play)(struct run *, char *);
} rows[] = {
	{ "tty", at_once },
	{ "pipe", at_once },
	{ "await", await_text },
	{ "await-child", await_child },
	{ "await-stop", await_stop },
	{ "type", type_text },
	{ "kill", send_signal },
	{ "kill-group", send_group_signal },
	{ "kill-child", signal_child },
	{ "kill-target", signal_target },
	{ "hang-up", hang_up },
};

static const struct script_row *find_row(const char *option)
{
	size_t length = strcspn(option, "=");

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (strncmp(rows[i].name, option, length) == 0 && rows[i].name[length] == 0)
			return &rows[i];
	return NULL;
}

bool is_script_option(const char *option)
{
	return find_row(option) != NULL;
}

void read_script(struct run *run, char **options)
{
	for (; *options; options++) {
		const struct script_row *row = find_row(*options);
		char *value = strchr(*options, '=');

		if (!row)
			continue;
		run->tty |= strcmp(row->name, "tty") == 0;
		if (run->tty && value && run->columns == 0)
			run->columns = (unsigned short)atoi(value + 1);
		run->piped |= strcmp(row->name, "pipe") == 0;
		if (run->steps == sizeof run->script / sizeof *run->script)
			fail("script too long");
		value = strdup(value ? value + 1 : "");
		unescape(value);
		replace_marks(&value);
		run->script[run->steps++] = (struct step){ row->name, value };
	}
}

void play_script(struct run *run)
{
	while (run->next < run->steps && !run->ended) {
		struct step *step = &run->script[run->next];

		if (!find_row(step->name)->play(run, step->value))
			return;
		run->next++;
	}
}

const char *script_left(const struct run *run)
{
	return run->next < run->steps ? run->script[run->next].name : NULL;
}
