#ifndef START_H
#define START_H

#define _GNU_SOURCE
#include "text.h"

#include <stdbool.h>
#include <sys/resource.h>
#include <sys/types.h>

struct output {
	int fd;
	char *bytes;
	size_t length, size;
	size_t seen; /* how far the script has looked */
};

struct step {
	const char *name;
	char *value;
};

/* One started program. */
struct run {
	pid_t pid;
	int pidfd;
	bool tty, piped; /* what its fd 0 is, if not /dev/null */
	int in;		 /* the other end of it */
	struct output out, err;
	bool ended;
	int stopped; /* the signal, 0 when running */
	char end[32];
	struct rusage usage;
	struct step script[64];
	int steps, next;
};

struct snapshot {
	char *mounts, *files;
};

/* A row of an option table. */
struct option_row {
	const char *name;
	void (*apply)(char *value);
};

/* start.c */
void fail(const char *what) __attribute__((noreturn));

/* world.c */
bool is_world_option(const char *option);
void make_world(char **options);
struct snapshot take_snapshot(void);
void report_changes(const struct snapshot *before);

/* caller.c */
void become(char **options, char **program, const int streams[3]) __attribute__((noreturn));
void write_text(const char *path, const char *text);
void set_signal(int number, unsigned long handler);
bool is_caller_option(const char *option);
bool is_option_of(const struct option_row *rows, const char *option);
bool apply_option(const struct option_row *rows, const char *option);

/* script.c */
void read_script(struct run *run, char **options);
void play_script(struct run *run);
const char *script_left(const struct run *run);
bool is_script_option(const char *option);

#endif
