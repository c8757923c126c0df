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
	bool tty, piped;	/* what its fd 0 is, if not /dev/null */
	unsigned short columns; /* of the terminal; 0: it says none */
	int in;			/* the other end of it */
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
extern pid_t program_pid;
int start_program(char **words);
void fail(const char *what) __attribute__((noreturn));
void descendants(pid_t of, void (*visit)(pid_t));
void kill_process(pid_t pid);
void lead_session(void);

/* world.c */
bool is_world_option(const char *option);
bool apply_world_option(const char *option);
void make_world(char **options);
struct snapshot take_snapshot(void);
void report_changes(const struct snapshot *before);

/* caller.c */
void become(char **options, char **program, const int streams[3]) __attribute__((noreturn));
void write_text(const char *path, const char *text);
void set_signal(int number, unsigned long handler);
bool is_caller_option(const char *option);
bool apply_caller_option(const char *option);
char **caller_environment(void);
bool is_option_of(const struct option_row *rows, const char *option);
bool apply_option(const struct option_row *rows, const char *option);

/* system.c */
int start_system(void);
int be_system(void);
pid_t fork_as(unsigned long long flags, const pid_t *pids, size_t levels);
void execute_as(char *const *argv, const char *part) __attribute__((noreturn));

/* residents.c, storm.c */
void make_residents(char *value);
void write_names(FILE *out);
int be_resident(char *part);
int be_storm(int count);

/* target.c */
bool is_target_option(const char *option);
void start_targets(char **options);
int be_target(char *state);
void replace_marks(char **word);
void report_targets(void);
void kill_target(int signal_number);
void descendants_of_targets(void (*visit)(pid_t));

/* script.c */
void read_script(struct run *run, char **options);
void play_script(struct run *run);
const char *script_left(const struct run *run);
bool is_script_option(const char *option);

#endif
