/*
 * answer PORT FILE HOW [TEXT]: a server that is no good. Makes FILE when it listens; then does to
 * each who connects, one after the other, as HOW says. In TEXT a | ends a line.
 *
 * text   reads something, says TEXT, and closes
 * drip   says TEXT byte by byte, one a second, until nobody listens
 * flood  says TEXT, then x for ever
 * silent says nothing until nobody listens
 * reset  resets the connection at once
 */
#include <err.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static bool say(int fd, const char *bytes, size_t length)
{
	return write(fd, bytes, length) == (ssize_t)length;
}

static bool say_text(int fd, const char *text, bool slowly)
{
	bool heard = true;

	for (; heard && *text; text++) {
		heard = *text == '|' ? say(fd, "\r\n", 2) : say(fd, text, 1);
		if (slowly)
			sleep(1);
	}
	return heard;
}

static void answer(int fd, const char *how, const char *text)
{
	const struct linger at_once = { .l_onoff = 1 };
	char bytes[64 << 10];

	if (strcmp(how, "reset") == 0) {
		setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
		return;
	}
	if (read(fd, bytes, sizeof(bytes)) <= 0)
		return;
	bool heard = say_text(fd, text, strcmp(how, "drip") == 0);

	memset(bytes, 'x', sizeof(bytes));
	while (heard && strcmp(how, "flood") == 0)
		heard = say(fd, bytes, sizeof(bytes));
	if (strcmp(how, "silent") == 0)
		(void)!read(fd, bytes, sizeof(bytes));
}

int main(int argc, char **argv)
{
	struct sockaddr_in6 at = { .sin6_family = AF_INET6 };
	int fd = socket(AF_INET6, SOCK_STREAM, 0);

	if (argc < 4)
		errx(2, "answer PORT FILE HOW [TEXT]");
	signal(SIGPIPE, SIG_IGN);
	at.sin6_port = htons((uint16_t)atoi(argv[1]));
	if (bind(fd, (struct sockaddr *)&at, sizeof(at)) != 0 || listen(fd, 99) != 0)
		err(2, "port %s", argv[1]);
	close(open(argv[2], O_CREAT | O_WRONLY, 0600));
	for (;;) {
		int one = accept(fd, NULL, NULL);

		if (one < 0)
			err(2, "accept");
		answer(one, argv[3], argc > 4 ? argv[4] : "");
		close(one);
	}
}
