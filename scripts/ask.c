/*
 * ask COMMAND...: starts COMMAND with a socket as its standard input, as the launcher starts the
 * runtime. Sends it the calls that it reads itself, and prints the answers.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static void fail(const char *what)
{
	perror(what);
	exit(1);
}

static void copy(int from, int to)
{
	char bytes[65536];
	ssize_t n;

	while ((n = read(from, bytes, sizeof(bytes))) > 0)
		if (write(to, bytes, (size_t)n) != n)
			fail("write");
	if (n < 0)
		fail("read");
}

int main(int argc, char **argv)
{
	int ends[2], status;

	if (argc < 2 || socketpair(AF_UNIX, SOCK_STREAM, 0, ends) < 0)
		fail("socketpair");
	pid_t pid = fork();

	if (pid == 0) {
		dup2(ends[1], STDIN_FILENO);
		close(ends[0]);
		close(ends[1]);
		dup2(STDERR_FILENO, STDOUT_FILENO);
		execvp(argv[1], argv + 1);
		fail(argv[1]);
	}
	close(ends[1]);
	copy(STDIN_FILENO, ends[0]);
	shutdown(ends[0], SHUT_WR);
	copy(ends[0], STDOUT_FILENO);
	if (pid < 0 || waitpid(pid, &status, 0) < 0)
		fail("waitpid");
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
