/*
 * pairs COUNT COMMAND… -- COMMAND…: starts the two commands in turns, COUNT times each, and prints
 * the median of both in milliseconds and the ratio of the second to the first. For scripts/bench.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MOST = 1000, WARM_UP = 3 };

static double now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* From before the start until it has ended; a command that fails ends the measurement. */
static double run_ms(char **command)
{
	double start = now_ms();
	int status = 0;
	pid_t pid = vfork();

	if (pid == 0) {
		execvp(command[0], command);
		_exit(127);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid || status != 0) {
		fprintf(stderr, "pairs: %s failed (%#x)\n", command[0], (unsigned)status);
		exit(1);
	}
	return now_ms() - start;
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double median(double *values, int count)
{
	qsort(values, (size_t)count, sizeof(*values), compare);
	return count % 2 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
}

int main(int argc, char **argv)
{
	static double first[MOST], second[MOST];
	int count = argc > 2 ? atoi(argv[1]) : 0;
	char **other = argv + 2;

	while (*other && strcmp(*other, "--") != 0)
		other++;
	if (count < 1 || count > MOST || !other[0] || !other[1]) {
		fprintf(stderr, "usage: pairs COUNT COMMAND... -- COMMAND...\n");
		return 1;
	}
	*other++ = NULL;
	/* What the commands print would cost time of its own. */
	dup2(open("/dev/null", O_RDWR), STDIN_FILENO);
	int report = dup(STDOUT_FILENO);
	dup2(STDIN_FILENO, STDOUT_FILENO);

	for (int i = -WARM_UP; i < count; i++) {
		double a = run_ms(argv + 2), b = run_ms(other);

		if (i >= 0) {
			first[i] = a;
			second[i] = b;
		}
	}
	double a = median(first, count), b = median(second, count);

	dprintf(report, "%.1f %.1f %.2f\n", a, b, b / a);
	return 0;
}
