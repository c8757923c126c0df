/* The table of steps: the whole language of a plan. Plain data. */
#include "launcher.h"

#define NS_TYPE "user|cgroup|ipc|uts|net|pid|mnt|time"

/* A row a line: a test reads them. */
/* clang-format off */
const struct row rows[] = {
	{ "open", NS_TYPE "|root|wd TEXT", step_open, MAIN_LINE },
	{ "open-id", NS_TYPE " NUMBER64", step_open_id, MAIN_LINE },
	{ "target", "NUMBER CHECK", step_target, MAIN_LINE },
	{ "take", "*status|root|wd|environ|cgroup", step_take, MAIN_LINE },
	{ "net-socket", "NUMBER", step_net_socket, MAIN_LINE },
	{ "user-parent", "user|target", step_user_parent, MAIN_LINE },
	{ "enter", "*" NS_TYPE, step_enter, MAIN_LINE },
	{ "fchroot", "", step_fchroot, MAIN_LINE },
	{ "open-wd", "TEXT", step_open_wd, MAIN_LINE },
	{ "fchdir", "", step_fchdir, MAIN_LINE },
	{ "load-env", "", step_load_env, MAIN_LINE },
	{ "like", "*umask|nice|oom|raised-limits|limits|credentials", step_like, MAIN_LINE },
	{ "join-cgroup", "", step_join_cgroup, MAIN_LINE },
	{ "follow-context", "", step_follow_context, MAIN_LINE },
	{ "unshare", "*none|" NS_TYPE, step_unshare, MAIN_LINE },
	{ "fork", "hold|forward|follow", step_fork, MAIN_LINE },
	{ "drop-groups", "must|early|unless-denied", step_drop_groups, MAIN_LINE },
	{ "setgid", "ID", step_setgid, MAIN_LINE },
	{ "setuid", "ID", step_setuid, MAIN_LINE },
	{ "id-map", "uid|gid MAP", step_id_map, MAIN_LINE | OUTSIDE },
	{ "newidmap", "uid|gid MAP", step_newidmap, OUTSIDE },
	{ "setgroups", "allow|deny", step_setgroups, MAIN_LINE },
	{ "time-offset", "boottime|monotonic INTEGER", step_time_offset, MAIN_LINE },
	{ "pin", NS_TYPE " TEXT", step_pin, OUTSIDE },
	{ "propagation", "private|shared|slave", step_propagation, MAIN_LINE },
	{ "private-mounts", "", step_private_mounts, MAIN_LINE },
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
