/* The table of steps: the whole language of a plan. Plain data. */
#include "launcher.h"

const struct row rows[] = {
	{ "unshare", 1, step_unshare, false },
	{ "fork", 1, step_fork, false },
	{ "drop-groups", 0, step_drop_groups, false },
	{ "setgid", 1, step_setgid, false },
	{ "setuid", 1, step_setuid, false },
	{ "id-map", 2, step_id_map, false },
	{ "newidmap", 2, step_newidmap, false },
	{ "setgroups", 1, step_setgroups, false },
	{ "time-offset", 2, step_time_offset, false },
	{ "pin", 2, step_pin, false },
	{ "propagation", 1, step_propagation, false },
	{ "private", 1, step_private, false },
	{ "mount", 4, step_mount, false },
	{ "write", 2, step_write, false },
	{ "chroot", 1, step_chroot, false },
	{ "chdir", 1, step_chdir, false },
	{ "keep-caps", 0, step_keep_caps, false },
	{ "clear-env", 0, step_clear_env, false },
	{ "keep-env", 1, step_keep_env, false },
	{ "pdeathsig", 1, step_pdeathsig, false },
	{ "exec", 1, step_exec, true },
	{ "login-shell", 0, step_login_shell, true },
	{ NULL, 0, NULL, false },
};
