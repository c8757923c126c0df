/*
 * ask COMMAND...: starts COMMAND with a socket as its standard input, as the launcher starts the
 * runtime. Sends it the calls that it reads itself, one by one, and prints the answers. To what it
 * is asked meanwhile it answers 0 for each word, to a system call that it was made, and to netlink
 * that all is well, that there is nothing, no table of routes, or, of a link, that there is one
 * without a name.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* Of linux/netlink.h, which musl has not. */
struct netlink_header {
	uint32_t length;
	uint16_t type, flags;
	uint32_t sequence, port;
};

enum {
	NLM_F_ACK = 4,
	NLMSG_ERROR = 2,
	NLMSG_DONE = 3,
	RTM_NEWLINK = 16,
	RTM_GETLINK = 18,
	RTM_GETROUTE = 26
};

struct message {
	char kind[32];
	size_t length;
	char *bytes;
};

static void fail(const char *what)
{
	perror(what);
	exit(1);
}

/* A word of a message, up to its NUL; false at the end of the file. */
static bool read_word(FILE *in, char *word, size_t size)
{
	size_t n = 0;
	int c;

	while ((c = getc(in)) > 0 && n < size - 1)
		word[n++] = (char)c;
	word[n] = '\0';
	return n > 0;
}

/* KIND, LENGTH and so many bytes. */
static bool read_message(FILE *in, struct message *message)
{
	char length[32];

	if (!read_word(in, message->kind, sizeof(message->kind)))
		return false;
	read_word(in, length, sizeof(length));
	message->length = strtoul(length, NULL, 10);
	message->bytes = realloc(message->bytes, message->length + 1);
	if (!message->bytes || fread(message->bytes, 1, message->length, in) != message->length)
		fail("read");
	return true;
}

/*
 * What came of a call: its result, errno and how much follows, here what ends a request:
 * NLMSG_ERROR without one, or NLMSG_DONE where all there is was asked for.
 */
static void answer_call(FILE *out, const char *call, size_t length)
{
	struct netlink_header message = { .length = 0 }, next;
	size_t at = strlen(call) + 1;
	struct {
		struct netlink_header header;
		uint32_t fields[4];
		uint16_t length, type;
		unsigned char address[8]; /* 6 of them, IFLA_ADDRESS */
	} link = { .header = { .length = sizeof(link), .type = RTM_NEWLINK },
		   .length = 10,
		   .type = 1 };
	struct {
		struct netlink_header header;
		int32_t error;
		struct netlink_header request;
	} end = { .header = { .length = sizeof(end), .type = NLMSG_ERROR } };
	uint32_t head[3] = { 0 };

	if (strcmp(call, "exchange") != 0) {
		fwrite(head, sizeof(head), 1, out);
		return;
	}
	for (at += strlen(call + at) + 1; length - at >= sizeof(message);
	     at += (next.length + 3) & ~3U) {
		memcpy(&next, call + at, sizeof(next));
		if (!(message.flags & NLM_F_ACK) || (next.flags & NLM_F_ACK))
			message = next; /* what ends a transaction is not answered */
	}
	end.header.sequence = message.sequence;
	if (message.type == RTM_GETROUTE)
		end.error = -ENOENT; /* there is no such table */
	else if (!(message.flags & NLM_F_ACK))
		end.header.type = NLMSG_DONE;
	size_t links = message.type == RTM_GETLINK && (message.flags & NLM_F_ACK) ? 1 : 0;

	link.header.sequence = message.sequence;
	head[2] = (uint32_t)(links * sizeof(link) + sizeof(end));
	fwrite(head, sizeof(head), 1, out);
	fwrite(&link, sizeof(link), links, out);
	fwrite(&end, sizeof(end), 1, out);
}

/* Calls, each with its length before it. */
static void answer_calls(FILE *out, const struct message *question)
{
	char *reply = NULL;
	size_t size = 0, length;
	FILE *memory = open_memstream(&reply, &size);

	for (size_t at = 0; at < question->length; at += length) {
		length = strtoul(question->bytes + at, NULL, 10);
		at += strlen(question->bytes + at) + 1;
		answer_call(memory, question->bytes + at, length);
	}
	fclose(memory);
	fprintf(out, "%zu%c", size, 0);
	fwrite(reply, size, 1, out);
	fflush(out);
	free(reply);
}

static void answer_zeros(FILE *out, const struct message *question)
{
	size_t words = 0;

	for (size_t i = 0; i < question->length; i++)
		words += question->bytes[i] == '\0';
	if (strcmp(question->kind, "calls") == 0) {
		answer_calls(out, question);
		return;
	}
	fprintf(out, "%zu%c", 2 * words, 0);
	while (words-- > 0)
		fprintf(out, "0%c", 0);
	fflush(out);
}

static bool is_answer(const char *kind)
{
	return strcmp(kind, "plan") == 0 || strcmp(kind, "print") == 0 ||
	       strcmp(kind, "report") == 0 || strcmp(kind, "fail") == 0;
}

int main(int argc, char **argv)
{
	int ends[2], status;
	struct message call = { .bytes = NULL }, answer = { .bytes = NULL };

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
	FILE *in = fdopen(ends[0], "r"), *out = fdopen(dup(ends[0]), "w");

	while (read_message(stdin, &call)) {
		fprintf(out, "%s%c%zu%c", call.kind, 0, call.length, 0);
		fwrite(call.bytes, 1, call.length, out);
		fflush(out);
		while (read_message(in, &answer) && !is_answer(answer.kind))
			answer_zeros(out, &answer);
		printf("%s%c%zu%c", answer.kind, 0, answer.length, 0);
		fwrite(answer.bytes, 1, answer.length, stdout);
	}
	shutdown(ends[0], SHUT_WR);
	if (pid < 0 || waitpid(pid, &status, 0) < 0)
		fail("waitpid");
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
