/*
 * The launcher as a sealed copy of itself. Where its process is given the credentials of another's
 * before it becomes the program, that other could reach, through /proc/PID/exe, the file that the
 * process runs, and with it change nsjava for everybody: CVE-2019-5736 of runc. So then that file
 * is one in memory that nobody can change, and the plan goes along in it.
 */
#include "launcher.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef MFD_EXEC
#define MFD_EXEC 0x10 /* linux/memfd.h, Linux 6.3 */
#endif
#define SEALS (F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE)

/* The end of the file: program, plan, this. */
struct trailer {
	char magic[8];
	uint64_t length; /* of the plan */
};

static const char magic[8] = "nsjava-1"; /* no room for a NUL, and no need */

static int new_file(void)
{
	int fd = (int)syscall(SYS_memfd_create, "nsjava", MFD_ALLOW_SEALING | MFD_EXEC);

	if (fd < 0 && errno == EINVAL) /* a kernel that does not know MFD_EXEC needs none */
		fd = (int)syscall(SYS_memfd_create, "nsjava", MFD_ALLOW_SEALING);
	return fd;
}

static bool copy_program(int to)
{
	struct stat status;
	int from = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
	ssize_t n = from < 0 || fstat(from, &status) < 0 ? -1 : 1;

	for (off_t left = n > 0 ? status.st_size : 0; left > 0 && n > 0; left -= n)
		n = sendfile(to, from, NULL, (size_t)left);
	if (from >= 0)
		close(from);
	return n > 0;
}

/* Goes on as the copy. */
void become_copy(void)
{
	struct trailer end = { .length = launch.plan.length };
	int fd = high_fd(new_file());

	memcpy(end.magic, magic, sizeof(magic));
	if (fd < 0 || !copy_program(fd) || !write_all(fd, launch.plan.bytes, launch.plan.length) ||
	    !write_all(fd, (const char *)&end, sizeof(end)) || fcntl(fd, F_ADD_SEALS, SEALS) < 0 ||
	    fcntl(fd, F_SETFD, 0) < 0)
		die(EXIT_SETUP, "cannot copy the launcher");
	syscall(SYS_execveat, fd, "", launch.argv, launch.envp, AT_EMPTY_PATH);
	die(EXIT_SETUP, "cannot execute a copy of the launcher");
}

/* Whether this is such a copy, which then has its plan. */
bool is_copy(struct answer *plan)
{
	static const char start[] = "/dev/fd/";
	const char *name = (const char *)getauxval(AT_EXECFN);
	struct trailer end;
	struct stat status;

	if (!name || strncmp(name, start, sizeof(start) - 1) != 0)
		return false;
	int fd = (int)number_of(name + sizeof(start) - 1);

	if (fcntl(fd, F_GET_SEALS) != SEALS || fstat(fd, &status) < 0)
		return false;
	off_t at = status.st_size - (off_t)sizeof(end);

	if (pread(fd, &end, sizeof(end), at) != sizeof(end) ||
	    memcmp(end.magic, magic, sizeof(magic)) != 0 || end.length > (uint64_t)at)
		return false;
	plan->kind = ANSWER_PLAN;
	plan->length = end.length;
	plan->size = end.length;
	plan->bytes = plan->memory = pages(end.length);
	if (pread(fd, plan->bytes, end.length, at - (off_t)end.length) != (ssize_t)end.length)
		return false;
	close(fd);
	prctl(PR_SET_NAME, "nsjava");
	return true;
}
