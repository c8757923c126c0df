/*
 * The launcher: the process that the user starts, that asks a Java runtime for a plan, walks the
 * plan and becomes the program. Static, single-threaded, no allocation while walking. docs/plan.md
 * is the language of plans.
 */
#ifndef NSJAVA_LAUNCHER_H
#define NSJAVA_LAUNCHER_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define EXIT_SETUP	    1
#define EXIT_CANNOT_EXECUTE 126
#define EXIT_NOT_FOUND	    127

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* ioctl_nsfs(2), and linux/sockios.h */
#define NS_GET_USERNS	 _IO(0xb7, 1)
#define NS_GET_PARENT	 _IO(0xb7, 2)
#define NS_GET_NSTYPE	 _IO(0xb7, 3)
#define NS_GET_OWNER_UID _IO(0xb7, 4)
#define SIOCGSKNS	 0x894c

#ifndef CLONE_PIDFD
#define CLONE_PIDFD 0x1000 /* linux/sched.h */
#endif

#define CAPABILITY_VERSION_3 0x20080522 /* linux/capability.h: two words of 32 capabilities */

/* ---- runtime.c: the Java runtime ---- */

enum answer_kind {
	ANSWER_PLAN,
	ANSWER_PRINT,
	ANSWER_REPORT,
	ANSWER_FAIL,
	QUESTION_SHOW, /* the first of the questions, after which the answer is still to come */
	QUESTION_PIDFD,
	QUESTION_NSID,
	QUESTION_NAMESPACES,
	QUESTION_CALLS,
	QUESTION_CACHE,
	QUESTION_STEPS
};

struct answer {
	enum answer_kind kind;
	char *bytes;
	size_t length;
	char *memory; /* in which the bytes lie */
	size_t size;
};

struct answer ask_runtime(void);

/* ---- questions.c: what it asks itself ---- */

/* What it is told, as it grows. */
struct reply {
	char *bytes;
	size_t length, size;
};

char *room_in_reply(struct reply *reply, size_t length);
void reply_word(struct reply *reply, const char *word);
void reply_number(struct reply *reply, unsigned long number);
unsigned terminal_columns(void);
void answer_question(int channel, struct answer *question);

/* ---- calls.c: system calls that it has made for it ---- */

char *take_word(char **next, const char *end);
void answer_calls(struct reply *reply, struct answer *question);

/* ---- supervise.c: a program that stays, and who looks after it ---- */

struct rlimit;
long start_supervisor(int netns, int directory, int cgroup, const struct rlimit *files,
		      struct reply *reply, char *words, const char *end);

/* ---- copy.c: the launcher as a sealed copy of itself ---- */

bool is_copy(struct answer *plan);
_Noreturn void become_copy(void);

/* ---- cache.c: plans that were made before ---- */

#define MAX_CACHE_PATH 4096
const char *cache_path(char path[MAX_CACHE_PATH], const char **why);
int open_cache(const char **why);
bool find_plan(char **argv, struct answer *plan);
void keep_plan(void);
void list_plans(struct reply *reply);
void clear_cache(void);

/* ---- limits.c ---- */

void raise_limits(void);
void check_memory_limit(void);
void name_limit(const char *text, int sig);
_Noreturn void cannot_start(void);

/* ---- plan.c: the steps and who does them ---- */

/* Who does a step; a row says who may, and whether it is the last of a plan. */
enum { MAIN_LINE = 1, OUTSIDE = 2, LAST = 4 };

/*
 * One row of the table in steps.c. Java's Step records say the same names and arities; a test
 * compares the two.
 */
struct row {
	const char *name;
	const char *words; /* a pattern a word, see plan.c */
	void (*run)(char **words);
	int who;
};

/* What a plan holds by name: a namespace of each type, in the order of ns_names, and these. */
enum { HELD_USER = 0, HELD_ROOT = 8, HELD_WD, HELD_ENVIRON, HELD_STATUS, HELD };

struct step {
	const struct row *row;
	int who;
	char **words;
};

/*
 * All that a walk remembers. Ids, pid and environment are those of the caller until a step changes
 * them.
 */
struct launch {
	const char *prog;      /* how messages begin: the name we were called by */
	bool hints;	       /* whether hints are shown */
	size_t survey_options; /* how many of them the runtime gets, or more than there are */
	char **argv;	       /* of the caller, argv[0] included */
	unsigned long words;   /* of the caller, argv[0] not counted */
	char **envp;
	uid_t euid;
	gid_t egid;

	struct answer plan;
	struct step *steps;
	size_t steps_size;
	int count;
	int next;	   /* the number of the step after it */
	const char *place; /* where the plan leaves a PID to the caller's words, "@WORD:OFFSET" */
	const struct step *now; /* the step being done, for hints */

	int assistant;	     /* the main line's socket to the assistant, or -1 */
	int served;	     /* the assistant's to the main line, or -1 */
	pid_t assistant_pid; /* 0: none, or another process's to wait for */
	uint64_t mask;	     /* in the assistant: the signals that the caller blocked */
	int proc;	     /* /proc/PID of the process that unshares, as the assistant needs it */
	char proc_pid[16];   /* and its name there */
	bool forked;	     /* in the child of `fork` */

	int held[HELD];		/* what is held by name, descriptors above 9; 0: nothing */
	int target;		/* pidfd of the process whose namespaces are entered, or 0 */
	int target_proc;	/* its /proc/PID, or 0 */
	const char *target_pid; /* its pid as the plan has it */
	bool groups_dropped;

	int parent;  /* pidfd of its parent, if it is to notice that one's end, or -1 */
	pid_t child; /* in its parent */
};

extern struct launch launch;
extern const struct row rows[];

bool read_plan(const struct answer *answer);
_Noreturn void die_of_plan(void);
void forget_plan(void);
int words_of_step(const char *name);
unsigned long pid_of(const char *text);
_Noreturn void walk_plan(void);
void take_caller(int argc, char **argv, char **envp);
void release_memory(void);
bool plan_has(const char *step, int word, const char *part);

/* ---- assistant.c ---- */

void start_assistant(void);
void ask_assistant(int step);
void remember_pin(int fd);
void keep_pins(void);
void dismiss_assistant(void);
_Noreturn void quit(int status);

/* ---- errors.c, hints.c ---- */

void report(const char *format, ...) __attribute__((format(printf, 1, 2)));
_Noreturn void die(int status, const char *format, ...) __attribute__((format(printf, 2, 3)));
_Noreturn void die_plain(int status, const char *format, ...) __attribute__((format(printf, 2, 3)));
const char *error_text(int error);
void show_hint(const char *sentence, const char *detail);
void hint_for(const struct step *step, int error);

/* ---- text.c ---- */

size_t format_text(char *to, size_t size, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
void complain(const char *reason, const char *format, va_list ap)
	__attribute__((format(printf, 2, 0)));
unsigned long number_of(const char *text);
const char *find_text(const char *in, const char *what);

/* ---- system.c: what several rooms need of the kernel ---- */

int high_fd(int fd);
pid_t fork_raw(int exit_signal);
void close_from(unsigned first);
bool write_all(int fd, const char *bytes, size_t length);
#define BIG_FILE (1 << 20) /* bytes; more of a file is not read */
void *pages(size_t size);
/* struct statx of linux/stat.h, of which these members are asked for. */
struct file_status {
	uint32_t mask, blksize;
	uint64_t attributes;
	uint64_t nlink_to_mode[2];
	uint64_t inode;
	uint64_t size_to_device[13];
	uint64_t mount_id;
	uint64_t rest[13];
};

bool status_of(const char *path, struct file_status *status);
char *next_mount(void);
ssize_t read_file(int dir, const char *path, char *buffer, size_t size);
int csv_index(const char *const names[], const char *word, size_t length);
const char *csv_next(const char *list, size_t *length);

#define SIGNAL_BIT(sig) (UINT64_C(1) << ((sig)-1))
void signal_mask(int how, uint64_t set, uint64_t *old);
uint64_t signals_pending(void);
typedef void signal_handler(int sig);
signal_handler *signal_handle(int sig, signal_handler *handler);
void default_signals(void);
int signal_number(const char *name);

/* ---- the steps, by subject ---- */

/* needs.c */
const char *missing_need(void);
void step_needs(char **words);

/* namespaces.c */
extern const char *const ns_names[];
extern const int ns_flags[];
void step_unshare(char **words);
int flags_of(const char *types);
void step_time_offset(char **words);
void step_pin(char **words);

/* enter.c */
void hold_namespaces(void);
void keep_out(void);
int open_by_number(uint64_t number);
void step_open(char **words);
void step_open_id(char **words);
void step_net_socket(char **words);
void step_user_parent(char **words);
void step_enter(char **words);

/* target.c */
long pid_in_proc(void);
const char *field_of_stat(const char *stat, int number);
int open_of_target(const char *name);
void read_of_target(const char *name, char *buffer, size_t size);
int held_file(int place);
void let_go(void);
void step_target(char **words);
void step_take(char **words);
void step_load_env(char **words);
void step_follow_context(char **words);

/* like.c */
unsigned long id_of_target(const char *field);
void take_status(void);
void refuse_secure_program(void);
void step_like(char **words);

/* cgroups.c */
void take_cgroups(void);
bool taking_cgroups(void);
void step_join_cgroup(char **words);

/* ids.c */
bool has_capability(int number);
bool setgroups_denied(void);
void step_drop_groups(char **words);
void step_groups(char **words);
void step_setgid(char **words);
void step_setuid(char **words);
void step_id_map(char **words);
void step_newidmap(char **words);
void step_setgroups(char **words);
void step_keep_caps(char **words);

/* mounts.c */
void step_propagation(char **words);
void step_private(char **words);
void step_private_mounts(char **words);
void step_mount(char **words);
void step_write(char **words);
void step_chroot(char **words);
void step_chdir(char **words);
void step_fchroot(char **words);
void step_open_wd(char **words);
void step_fchdir(char **words);

/* files.c */
void step_sysfs(char **words);
void step_bind(char **words);

/* process.c */
void step_fork(char **words);
void step_each(char **words);
void step_pdeathsig(char **words);
void step_clear_env(char **words);
void step_keep_env(char **words);
void step_set_env(char **words);
void step_exec(char **words);
void step_login_shell(char **words);
void step_exit(char **words);
const char *env_value(const char *name);
int execute(const char *file, char **argv);

#endif
