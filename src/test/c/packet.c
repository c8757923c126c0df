/*
 * packet ping ADDRESS…: an echo request to each, "pong ADDRESS" for its answer.
 * packet serve PORT FILE: makes FILE when it listens, then tells each who connects their address.
 * packet get ADDRESS PORT: connects, and prints what it is told.
 */
#include <arpa/inet.h>
#include <err.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#define SECONDS 10

/* Fills in TO from TEXT, of either family. Returns its length. */
static socklen_t parse(const char *text, int port, struct sockaddr_storage *to)
{
	struct sockaddr_in *v4 = (struct sockaddr_in *)to;
	struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)to;

	memset(to, 0, sizeof(*to));
	if (inet_pton(AF_INET, text, &v4->sin_addr) == 1) {
		v4->sin_family = AF_INET;
		v4->sin_port = htons((uint16_t)port);
		return sizeof(*v4);
	}
	if (inet_pton(AF_INET6, text, &v6->sin6_addr) != 1)
		errx(2, "no address: %s", text);
	v6->sin6_family = AF_INET6;
	v6->sin6_port = htons((uint16_t)port);
	return sizeof(*v6);
}

static int new_socket(int family, int type, int protocol)
{
	struct timeval limit = { .tv_sec = SECONDS };
	int fd = socket(family, type, protocol);

	if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit)) != 0)
		err(2, "socket");
	return fd;
}

static void ping(const char *text)
{
	struct sockaddr_storage to;
	socklen_t length = parse(text, 0, &to);
	int v6 = to.ss_family == AF_INET6;
	/* Type, code, sum, identifier "ns", number 1: the sum of IPv6 is the kernel's affair. */
	unsigned char request[8] = { v6 ? 128 : 8, 0, 0, 0, 'n', 's', 0, 1 };
	unsigned char answer[2048];
	int fd = new_socket(to.ss_family, SOCK_RAW, v6 ? IPPROTO_ICMPV6 : IPPROTO_ICMP);

	if (!v6) {
		unsigned sum = ~(0x800u + 0x6e73u + 1u) & 0xffff;

		request[2] = (unsigned char)(sum >> 8);
		request[3] = (unsigned char)sum;
	}
	if (sendto(fd, request, sizeof(request), 0, (struct sockaddr *)&to, length) < 0)
		err(1, "%s", text);
	for (;;) {
		ssize_t n = recv(fd, answer, sizeof(answer), 0);
		unsigned char *icmp = answer + (v6 ? 0 : (answer[0] & 15) * 4);

		if (n < 0)
			err(1, "%s", text);
		if (icmp[0] == (v6 ? 129 : 0) && memcmp(icmp + 4, "ns", 2) == 0)
			break;
	}
	printf("pong %s\n", text);
	close(fd);
}

static void serve(int port, const char *file)
{
	struct sockaddr_in6 at = { .sin6_family = AF_INET6, .sin6_port = htons((uint16_t)port) };
	int fd = socket(AF_INET6, SOCK_STREAM, 0);

	if (bind(fd, (struct sockaddr *)&at, sizeof(at)) != 0 || listen(fd, 9) != 0)
		err(2, "port %d", port);
	close(open(file, O_CREAT | O_WRONLY, 0600));
	for (;;) {
		struct sockaddr_in6 from;
		socklen_t length = sizeof(from);
		char text[INET6_ADDRSTRLEN + 1] = "";
		int one = accept(fd, (struct sockaddr *)&from, &length);

		if (one < 0)
			err(2, "accept");
		inet_ntop(AF_INET6, &from.sin6_addr, text, INET6_ADDRSTRLEN);
		strcat(text, "\n");
		if (write(one, text, strlen(text)) < 0)
			err(2, "write");
		close(one);
	}
}

static void get(const char *text, int port)
{
	struct sockaddr_storage to;
	socklen_t length = parse(text, port, &to);
	int fd = new_socket(to.ss_family, SOCK_STREAM, 0);
	char answer[256];
	ssize_t n;

	if (connect(fd, (struct sockaddr *)&to, length) != 0)
		err(1, "%s port %d", text, port);
	while ((n = read(fd, answer, sizeof(answer))) > 0)
		fwrite(answer, 1, (size_t)n, stdout);
	if (n < 0)
		err(1, "%s port %d", text, port);
}

/* As linux/netlink.h, linux/netfilter/nfnetlink.h and nf_tables.h have them. */
enum { NETFILTER = 12, REQUEST = 1, ACK = 4, BEGIN = 16, END = 17 };
enum { NFTABLES = 10, DELRULE = 8, INET = 1, RULE_TABLE = 1, RULE_CHAIN = 2 };

struct part {
	uint32_t length;
	uint16_t type, flags;
	uint32_t sequence, port;
	uint8_t family, version;
	uint16_t number;
};

struct text {
	uint16_t length, type;
	char text[16];
};

/* Deletes the rules of a chain of the table inet nsjava, as somebody may by hand. */
static void unrule(const char *chain)
{
	struct {
		struct part begin, rules;
		struct text table, chain;
		struct part end;
	} batch = {
		.begin = { sizeof(struct part), BEGIN, REQUEST, 1, 0, 0, 0, htons(NFTABLES) },
		.rules = { .type = NFTABLES << 8 | DELRULE,
			   .flags = REQUEST | ACK,
			   .family = INET },
		.table = { sizeof(struct text), RULE_TABLE, "nsjava" },
		.chain = { sizeof(struct text), RULE_CHAIN, "" },
		.end = { sizeof(struct part), END, REQUEST, 2, 0, 0, 0, htons(NFTABLES) },
	};
	int answer[9] = { 0 };
	int fd = new_socket(AF_NETLINK, SOCK_RAW, NETFILTER);

	batch.rules.length = sizeof batch.rules + sizeof batch.table + sizeof batch.chain;
	strncpy(batch.chain.text, chain, sizeof batch.chain.text - 1);
	if (send(fd, &batch, sizeof batch, 0) < 0 || recv(fd, answer, sizeof answer, 0) < 0)
		err(1, "%s", chain);
	if (answer[4] != 0)
		errx(1, "%s: %s", chain, strerror(-answer[4]));
	close(fd);
}

int main(int argc, char **argv)
{
	if (argc > 2 && strcmp(argv[1], "ping") == 0)
		for (int i = 2; i < argc; i++)
			ping(argv[i]);
	else if (argc == 4 && strcmp(argv[1], "serve") == 0)
		serve(atoi(argv[2]), argv[3]);
	else if (argc == 4 && strcmp(argv[1], "get") == 0)
		get(argv[2], atoi(argv[3]));
	else if (argc == 3 && strcmp(argv[1], "unrule") == 0)
		unrule(argv[2]);
	else
		errx(2, "bad words");
	return 0;
}
