/*
 * flips FILE OTHER FROM COUNT [FROM COUNT...] -- PROGRAM [ARGUMENT...]: runs a program with each
 * bit of some bytes of FILE turned over in turn. It must print what it prints with the whole file,
 * or OTHER. Prints how often it was run.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void fail(const char *what)
{
	perror(what);
	exit(1);
}

/* What a program prints, on both outputs, then its status. */
static void run(char **command, char *text, size_t size)
{
	int ends[2], status = 0;
	size_t have = 0;
	ssize_t n = 1;

	if (pipe2(ends, O_CLOEXEC) < 0)
		fail("pipe");
	pid_t pid = fork();

	if (pid == 0) {
		dup2(ends[1], 1);
		dup2(ends[1], 2);
		execvp(command[0], command);
		_exit(127);
	}
	close(ends[1]);
	while (n > 0 && have < size - 16) {
		n = read(ends[0], text + have, size - 16 - have);
		have += n > 0 ? (size_t)n : 0;
	}
	close(ends[0]);
	if (waitpid(pid, &status, 0) != pid)
		fail("waitpid");
	snprintf(text + have, 16, "%d", status);
}

static int flip_all(int fd, long from, long count, const char *whole, const char *other,
		    char **command)
{
	char byte, text[4096];
	int flips = 0;

	for (long at = from; at < from + count && pread(fd, &byte, 1, at) == 1; at++)
		for (int bit = 0; bit < 8; bit++, flips++) {
			char flipped = (char)(byte ^ (1 << bit));

			pwrite(fd, &flipped, 1, at);
			run(command, text, sizeof(text));
			pwrite(fd, &byte, 1, at);
			if (strcmp(text, whole) != 0 && strcmp(text, other) != 0) {
				printf("byte %ld, bit %d: %s\n", at, bit, text);
				exit(1);
			}
		}
	return flips;
}

int main(int argc, char **argv)
{
	int at = 3, flips = 0, dashes = 3;
	int fd = argc > 3 ? open(argv[1], O_RDWR) : -1;
	char whole[4096], other[256];

	if (fd < 0)
		fail("flips");
	while (argv[dashes] && strcmp(argv[dashes], "--") != 0)
		dashes++;
	snprintf(other, sizeof(other), "%s\n0", argv[2]);
	run(argv + dashes + 1, whole, sizeof(whole));
	for (; at + 1 < dashes; at += 2)
		flips += flip_all(fd, atol(argv[at]), atol(argv[at + 1]), whole, other,
				  argv + dashes + 1);
	printf("%d flips of %s", flips, whole);
	return 0;
}
