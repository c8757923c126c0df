/* The table of steps: the whole language of a plan. Plain data. */
#include "launcher.h"

/* A row a line: a test reads them. */
/* clang-format off */
const struct row rows[] = {
	{ "unshare", "*none|user|cgroup|ipc|uts|net|pid|mnt|time", step_unshare, MAIN_LINE },
	{ "fork", "hold|forward", step_fork, MAIN_LINE },
	{ "drop-groups", "", step_drop_groups, MAIN_LINE },
	{ "setgid", "NUMBER", step_setgid, MAIN_LINE },
	{ "setuid", "NUMBER", step_setuid, MAIN_LINE },
	{ "id-map", "uid|gid MAP", step_id_map, MAIN_LINE | OUTSIDE },
	{ "newidmap", "uid|gid MAP", step_newidmap, OUTSIDE },
	{ "setgroups", "allow|deny", step_setgroups, MAIN_LINE },
	{ "time-offset", "boottime|monotonic INTEGER", step_time_offset, MAIN_LINE },
	{ "pin", "user|cgroup|ipc|uts|net|pid|mnt|time TEXT", step_pin, OUTSIDE },
	{ "propagation", "private|shared|slave", step_propagation, MAIN_LINE },
	{ "private", "TEXT", step_private, MAIN_LINE },
	{ "mount", "TEXT TEXT TEXT *-|nosuid|noexec|nodev", step_mount, MAIN_LINE },
	{ "write", "TEXT TEXT", step_write, MAIN_LINE },
	{ "chroot", "TEXT", step_chroot, MAIN_LINE },
	{ "chdir", "TEXT", step_chdir, MAIN_LINE },
	{ "keep-caps", "", step_keep_caps, MAIN_LINE },
	{ "clear-env", "", step_clear_env, MAIN_LINE },
	{ "keep-env", "TEXT", step_keep_env, MAIN_LINE },
	{ "pdeathsig", "SIGNAL", step_pdeathsig, MAIN_LINE },
	{ "exec", "WORD", step_exec, MAIN_LINE | LAST },
	{ "login-shell", "", step_login_shell, MAIN_LINE | LAST },
	{ NULL, NULL, NULL, 0 },
};
