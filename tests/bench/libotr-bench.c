/*
 * libotr as a contender of `npm run bench`: two users in one process.
 *
 *   libotr-bench RUN COUNT ONE_WAY PING_PONG
 *
 * Prints a line "ROW MS" for each sample; a message's time is the mean over a batch of ONE_WAY or PING_PONG messages.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <gcrypt.h>
/* message.h uses what proto.h declares. */
#include <libotr/proto.h>
#include <libotr/context.h>
#include <libotr/instag.h>
#include <libotr/message.h>
#include <libotr/privkey.h>

#define PROTOCOL "prpl-jabber"
#define QUEUE 64

struct party {
    const char *name, *peer;
    OtrlUserState users;
    char *wire[QUEUE];
    int waiting, succeeded, asked;
};

static struct party alice = {.name = "alice", .peer = "bob"}, bob = {.name = "bob", .peer = "alice"};
static char message[201];

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

/* A contender that fails must not look fast. */
static void insist(int condition, const char *what) {
    if (condition) return;
    fprintf(stderr, "the run did not do what it measures: %s\n", what);
    exit(1);
}

static OtrlPolicy on_policy(void *data, ConnContext *context) {
    (void)data, (void)context;
    return OTRL_POLICY_MANUAL & ~OTRL_POLICY_ALLOW_V2;
}

static int on_is_logged_in(void *data, const char *name, const char *protocol, const char *recipient) {
    (void)data, (void)name, (void)protocol, (void)recipient;
    return 1;
}

static void on_inject(void *data, const char *name, const char *protocol, const char *to, const char *text) {
    struct party *party = data;
    (void)name, (void)protocol, (void)to;
    insist(party->waiting < QUEUE, "queue");
    party->wire[party->waiting++] = strdup(text);
}

static void on_smp(void *data, OtrlSMPEvent event, ConnContext *context, unsigned short percent, char *question) {
    struct party *party = data;
    (void)context, (void)percent, (void)question;
    if (event == OTRL_SMPEVENT_ASK_FOR_SECRET) party->asked = 1;
    if (event == OTRL_SMPEVENT_SUCCESS) party->succeeded = 1;
}

static void on_message(void *data, OtrlMessageEvent event, ConnContext *context, const char *text, gcry_error_t error) {
    (void)data, (void)event, (void)context, (void)text, (void)error;
}

static const OtrlMessageAppOps ops = {
    .policy = on_policy,
    .is_logged_in = on_is_logged_in,
    .inject_message = on_inject,
    .handle_smp_event = on_smp,
    .handle_msg_event = on_message,
};

static ConnContext *context_of(struct party *party) {
    return otrl_context_find(party->users, party->peer, party->name, PROTOCOL, OTRL_INSTAG_BEST, 1, NULL, NULL, NULL);
}

/* Whether a text came out. */
static int receive(struct party *party, const char *text) {
    char *readable = NULL;
    OtrlTLV *tlvs = NULL;
    int internal = otrl_message_receiving(party->users, &ops, party, party->name, PROTOCOL, party->peer, text, &readable,
                                          &tlvs, NULL, NULL, NULL);
    int shown = !internal && readable != NULL;
    otrl_tlv_free(tlvs);
    otrl_message_free(readable);
    return shown;
}

static char *send_text(struct party *party) {
    char *changed = NULL;
    int error = otrl_message_sending(party->users, &ops, party, party->name, PROTOCOL, party->peer, OTRL_INSTAG_BEST,
                                     message, NULL, &changed, OTRL_FRAGMENT_SEND_SKIP, NULL, NULL, NULL) != 0;
    insist(!error && changed != NULL, "send");
    return changed;
}

static void deliver(struct party *from, struct party *to) {
    char *texts[QUEUE];
    int count = from->waiting;
    memcpy(texts, from->wire, sizeof texts);
    from->waiting = 0;
    for (int i = 0; i < count; i++) {
        receive(to, texts[i]);
        free(texts[i]);
    }
}

static void settle(void) {
    while (alice.waiting + bob.waiting > 0) {
        deliver(&alice, &bob);
        deliver(&bob, &alice);
    }
}

static void become_private(void) {
    receive(&bob, "?OTRv3?");
    settle();
    insist(context_of(&alice)->msgstate == OTRL_MSGSTATE_ENCRYPTED, "alice");
    insist(context_of(&bob)->msgstate == OTRL_MSGSTATE_ENCRYPTED, "bob");
}

static void new_key(struct party *party) {
    void *key;
    insist(!otrl_privkey_generate_start(party->users, party->name, PROTOCOL, &key), "key");
    insist(!otrl_privkey_generate_calculate(key), "key");
    FILE *file = tmpfile();
    insist(file != NULL && !otrl_privkey_generate_finish_FILEp(party->users, key, file), "key");
    fclose(file);
}

static void open_party(struct party *party) {
    party->users = otrl_userstate_create();
    new_key(party);
    FILE *file = tmpfile();
    insist(file != NULL && !otrl_instag_generate_FILEp(party->users, file, party->name, PROTOCOL), "tag");
    fclose(file);
}

static void keygen(int count) {
    OtrlUserState users = otrl_userstate_create();
    for (int i = 0; i < count; i++) {
        void *key;
        insist(!otrl_privkey_generate_start(users, "alice", PROTOCOL, &key), "key");
        double start = now();
        insist(!otrl_privkey_generate_calculate(key), "key");
        printf("keygen %f\n", now() - start);
        otrl_privkey_generate_cancelled(users, key);
    }
}

static void ake(int count) {
    for (int i = 0; i < count; i++) {
        otrl_context_force_plaintext(context_of(&alice));
        otrl_context_force_plaintext(context_of(&bob));
        double start = now();
        become_private();
        printf("ake %f\n", now() - start);
    }
}

static void one_way(int count, int batch) {
    char **texts = calloc((size_t)batch, sizeof *texts);
    for (int i = 0; i < count; i++) {
        int shown = 0;
        double start = now();
        for (int m = 0; m < batch; m++) texts[m] = send_text(&alice);
        double sent = now();
        for (int m = 0; m < batch; m++) shown += receive(&bob, texts[m]);
        double received = now();
        insist(shown == batch, "one-way");
        printf("encrypt %f\ndecrypt %f\n", (sent - start) / batch, (received - sent) / batch);
        for (int m = 0; m < batch; m++) otrl_message_free(texts[m]);
    }
    free(texts);
}

static void ping_pong(int count, int batch) {
    for (int i = 0; i < count; i++) {
        double sending = 0, receiving = 0;
        for (int m = 0; m < batch; m++) {
            double start = now();
            char *text = send_text(m % 2 == 0 ? &alice : &bob);
            double sent = now();
            insist(receive(m % 2 == 0 ? &bob : &alice, text), "ping-pong");
            receiving += now() - sent;
            sending += sent - start;
            otrl_message_free(text);
        }
        printf("ping-pong-decrypt %f\nping-pong %f\n", receiving / batch, (sending + receiving) / batch);
    }
}

static void smp(int count) {
    static const unsigned char secret[] = "secret";
    for (int i = 0; i < count; i++) {
        alice.succeeded = bob.succeeded = bob.asked = 0;
        double start = now();
        otrl_message_initiate_smp(alice.users, &ops, &alice, context_of(&alice), secret, 6);
        settle();
        insist(bob.asked, "smp");
        otrl_message_respond_smp(bob.users, &ops, &bob, context_of(&bob), secret, 6);
        settle();
        insist(alice.succeeded && bob.succeeded, "smp");
        printf("smp %f\n", now() - start);
    }
}

int main(int argc, char **argv) {
    if (argc != 5) return 2;
    int count = atoi(argv[2]);
    gcry_control(GCRYCTL_ENABLE_QUICK_RANDOM, 0); /* in libotr's favour */
    OTRL_INIT;
    memset(message, 'a', sizeof message - 1);
    if (strcmp(argv[1], "keygen") == 0) {
        keygen(count);
        return 0;
    }
    open_party(&alice);
    open_party(&bob);
    become_private();
    if (strcmp(argv[1], "ake") == 0) ake(count);
    else if (strcmp(argv[1], "one-way") == 0) one_way(count, atoi(argv[3]));
    else if (strcmp(argv[1], "ping-pong") == 0) ping_pong(count, atoi(argv[4]));
    else if (strcmp(argv[1], "smp") == 0) smp(count);
    else return 2;
    return 0;
}
