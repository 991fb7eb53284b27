/*
 * One libotr user with one contact, driven by lines on stdin, answering by lines on stdout.
 *
 * A line is words with single blanks between them; whatever a user or a wire could have written is in hex ("-" when
 * empty). Each command is answered by its events and then by "done".
 *
 * Commands: receive TEXT · query · send TEXT · end · max N · policy NAME · status · trust LEVEL · smp SECRET ·
 *           question QUESTION SECRET · answer SECRET · abort · symkey USE DATA
 * Events:   ready FINGERPRINT TAG · wire TEXT · show private|plain TEXT · secure FINGERPRINT SSID ·
 *           still-secure FINGERPRINT SSID · insecure · finished · unreadable · error TEXT · message NAME ·
 *           smp NAME PERCENT QUESTION · symkey USE DATA KEY · status NAME TRUST · refused · done
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gcrypt.h>
/* message.h uses what proto.h declares. */
#include <libotr/proto.h>
#include <libotr/context.h>
#include <libotr/instag.h>
#include <libotr/message.h>
#include <libotr/privkey.h>
#include <libotr/tlv.h>

#define PROTOCOL "prpl-jabber"

static OtrlUserState users;
static const char *account;
static const char *peer;
static OtrlPolicy policy = OTRL_POLICY_MANUAL;
static int max_message;

/* ---- lines ---- */

static void print_hex(const void *bytes, size_t length) {
    const unsigned char *at = bytes;
    if (length == 0) fputs(" -", stdout);
    else putchar(' ');
    for (size_t i = 0; i < length; i++) printf("%02x", at[i]);
}

static void report_text(const char *event, const char *text) {
    fputs(event, stdout);
    print_hex(text, strlen(text));
    putchar('\n');
}

static int digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    fprintf(stderr, "not hex\n");
    exit(2);
}

/* The next word's bytes, NUL-terminated; to be freed. */
static char *next_bytes(size_t *length) {
    const char *word = strtok(NULL, " ");
    if (word == NULL || strcmp(word, "-") == 0) word = "";
    *length = strlen(word) / 2;
    char *bytes = malloc(*length + 1);
    for (size_t i = 0; i < *length; i++) bytes[i] = (char)(digit(word[2 * i]) << 4 | digit(word[2 * i + 1]));
    bytes[*length] = '\0';
    return bytes;
}

/* ---- what libotr asks and tells ---- */

static OtrlPolicy on_policy(void *data, ConnContext *context) {
    (void)data, (void)context;
    return policy;
}

static void on_create_privkey(void *data, const char *name, const char *protocol) {
    (void)data;
    FILE *file = tmpfile();
    if (file == NULL || otrl_privkey_generate_FILEp(users, file, name, protocol) != 0) exit(3);
    fclose(file);
}

static void on_create_instag(void *data, const char *name, const char *protocol) {
    (void)data;
    FILE *file = tmpfile();
    if (file == NULL || otrl_instag_generate_FILEp(users, file, name, protocol) != 0) exit(3);
    fclose(file);
}

static int on_is_logged_in(void *data, const char *name, const char *protocol, const char *recipient) {
    (void)data, (void)name, (void)protocol, (void)recipient;
    return 1;
}

static void on_inject(void *data, const char *name, const char *protocol, const char *to, const char *text) {
    (void)data, (void)name, (void)protocol, (void)to;
    if (text[0] != '\0') report_text("wire", text);
}

static void report_secure(const char *event, ConnContext *context) {
    fputs(event, stdout);
    print_hex(context->active_fingerprint->fingerprint, 20);
    print_hex(context->sessionid, context->sessionid_len);
    putchar('\n');
}

static void on_gone_secure(void *data, ConnContext *context) {
    (void)data;
    report_secure("secure", context);
}

static void on_still_secure(void *data, ConnContext *context, int is_reply) {
    (void)data, (void)is_reply;
    report_secure("still-secure", context);
}

static void on_gone_insecure(void *data, ConnContext *context) {
    (void)data, (void)context;
    puts("insecure");
}

static int on_max_message_size(void *data, ConnContext *context) {
    (void)data, (void)context;
    return max_message;
}

static const char *on_error_text(void *data, ConnContext *context, OtrlErrorCode code) {
    (void)data, (void)context;
    return code == OTRL_ERRCODE_MSG_NOT_IN_PRIVATE ? "not in a private conversation" : "message could not be read";
}

static void on_error_text_free(void *data, const char *text) {
    (void)data, (void)text;
}

static void on_symkey(void *data, ConnContext *context, unsigned int use, const unsigned char *use_data,
                      size_t length, const unsigned char *key) {
    (void)data, (void)context;
    printf("symkey %u", use);
    print_hex(use_data, length);
    print_hex(key, OTRL_EXTRAKEY_BYTES);
    putchar('\n');
}

static const char *const smp_names[] = {
    "none", "error", "abort", "cheated", "ask-answer", "ask-secret", "in-progress", "success", "failure"};

static void on_smp(void *data, OtrlSMPEvent event, ConnContext *context, unsigned short percent, char *question) {
    (void)data, (void)context;
    printf("smp %s %u", smp_names[event], (unsigned)percent);
    print_hex(question, question == NULL ? 0 : strlen(question));
    putchar('\n');
}

static const char *const message_names[] = {
    "none", "encryption-required", "encryption-error", "connection-ended", "setup-error", "reflected", "resent",
    "not-in-private", "unreadable", "malformed", "heartbeat-received", "heartbeat-sent", "general-error",
    "unencrypted", "unrecognized", "other-instance"};

static void on_message(void *data, OtrlMessageEvent event, ConnContext *context, const char *text, gcry_error_t error) {
    (void)data, (void)context, (void)error;
    if (event == OTRL_MSGEVENT_RCVDMSG_UNENCRYPTED) report_text("show plain", text);
    else if (event == OTRL_MSGEVENT_RCVDMSG_GENERAL_ERR) report_text("error", text);
    else if (event == OTRL_MSGEVENT_RCVDMSG_UNREADABLE || event == OTRL_MSGEVENT_RCVDMSG_NOT_IN_PRIVATE ||
             event == OTRL_MSGEVENT_RCVDMSG_MALFORMED) puts("unreadable");
    else printf("message %s\n", message_names[event]);
}

static const OtrlMessageAppOps ops = {
    .policy = on_policy,
    .create_privkey = on_create_privkey,
    .create_instag = on_create_instag,
    .is_logged_in = on_is_logged_in,
    .inject_message = on_inject,
    .gone_secure = on_gone_secure,
    .gone_insecure = on_gone_insecure,
    .still_secure = on_still_secure,
    .max_message_size = on_max_message_size,
    .otr_error_message = on_error_text,
    .otr_error_message_free = on_error_text_free,
    .received_symkey = on_symkey,
    .handle_smp_event = on_smp,
    .handle_msg_event = on_message,
};

/* ---- commands ---- */

static ConnContext *context_of_peer(void) {
    return otrl_context_find(users, peer, account, PROTOCOL, OTRL_INSTAG_BEST, 1, NULL, NULL, NULL);
}

static void do_receive(void) {
    size_t length;
    char *text = next_bytes(&length), *readable = NULL;
    OtrlTLV *tlvs = NULL;
    int internal = otrl_message_receiving(users, &ops, NULL, account, PROTOCOL, peer, text, &readable, &tlvs,
                                          NULL, NULL, NULL);
    if (!internal && readable != NULL) {
        report_text(strncmp(text, "?OTR", 4) == 0 ? "show private" : "show plain", readable);
    } else if (!internal) {
        report_text("show plain", text);
    }
    if (otrl_tlv_find(tlvs, OTRL_TLV_DISCONNECTED) != NULL) puts("finished");
    otrl_tlv_free(tlvs);
    otrl_message_free(readable);
    free(text);
}

static void do_query(void) {
    char *query = otrl_proto_default_query_msg(account, policy);
    report_text("wire", query);
    free(query);
}

static void do_send(void) {
    size_t length;
    char *text = next_bytes(&length), *changed = NULL;
    gcry_error_t error = otrl_message_sending(users, &ops, NULL, account, PROTOCOL, peer, OTRL_INSTAG_BEST, text,
                                              NULL, &changed, OTRL_FRAGMENT_SEND_ALL, NULL, NULL, NULL);
    if (error) puts("refused");
    else if (changed == NULL) report_text("wire", text);
    otrl_message_free(changed);
    free(text);
}

static void do_policy(const char *name) {
    if (strcmp(name, "opportunistic") == 0) policy = OTRL_POLICY_OPPORTUNISTIC;
    else if (strcmp(name, "always") == 0) policy = OTRL_POLICY_ALWAYS;
    else if (strcmp(name, "never") == 0) policy = OTRL_POLICY_NEVER;
    else policy = OTRL_POLICY_MANUAL;
}

static void do_status(void) {
    static const char *const names[] = {"plaintext", "encrypted", "finished"};
    ConnContext *context = context_of_peer();
    Fingerprint *print = context->active_fingerprint;
    printf("status %s", names[context->msgstate]);
    const char *trust = print == NULL || print->trust == NULL ? "" : print->trust;
    print_hex(trust, strlen(trust));
    putchar('\n');
}

static void do_smp(int with_question) {
    size_t question_length = 0, length;
    char *question = with_question ? next_bytes(&question_length) : NULL;
    char *secret = next_bytes(&length);
    ConnContext *context = context_of_peer();
    const unsigned char *bytes = (const unsigned char *)secret;
    if (with_question) otrl_message_initiate_smp_q(users, &ops, NULL, context, question, bytes, length);
    else otrl_message_initiate_smp(users, &ops, NULL, context, bytes, length);
    free(secret);
    free(question);
}

static void do_answer(void) {
    size_t length;
    char *secret = next_bytes(&length);
    otrl_message_respond_smp(users, &ops, NULL, context_of_peer(), (const unsigned char *)secret, length);
    free(secret);
}

static void do_symkey(unsigned int use) {
    size_t length;
    char *data = next_bytes(&length);
    unsigned char key[OTRL_EXTRAKEY_BYTES];
    if (otrl_message_symkey(users, &ops, NULL, context_of_peer(), use, (unsigned char *)data, length, key)) {
        puts("refused");
    } else {
        printf("symkey %u", use);
        print_hex(data, length);
        print_hex(key, sizeof key);
        putchar('\n');
    }
    free(data);
}

static const char *next_word(void) {
    const char *word = strtok(NULL, " ");
    return word == NULL ? "" : word;
}

static void run(char *line) {
    const char *command = strtok(line, " ");
    if (command == NULL) return;
    if (strcmp(command, "receive") == 0) do_receive();
    else if (strcmp(command, "query") == 0) do_query();
    else if (strcmp(command, "send") == 0) do_send();
    else if (strcmp(command, "end") == 0) otrl_message_disconnect(users, &ops, NULL, account, PROTOCOL, peer, OTRL_INSTAG_BEST);
    else if (strcmp(command, "max") == 0) max_message = atoi(next_word());
    else if (strcmp(command, "policy") == 0) do_policy(next_word());
    else if (strcmp(command, "status") == 0) do_status();
    else if (strcmp(command, "trust") == 0) otrl_context_set_trust(context_of_peer()->active_fingerprint, next_word());
    else if (strcmp(command, "smp") == 0) do_smp(0);
    else if (strcmp(command, "question") == 0) do_smp(1);
    else if (strcmp(command, "answer") == 0) do_answer();
    else if (strcmp(command, "abort") == 0) otrl_message_abort_smp(users, &ops, NULL, context_of_peer());
    else if (strcmp(command, "symkey") == 0) do_symkey((unsigned int)strtoul(next_word(), NULL, 10));
    else puts("refused");
}

static void report_ready(void) {
    on_create_privkey(NULL, account, PROTOCOL);
    on_create_instag(NULL, account, PROTOCOL);
    unsigned char fingerprint[20];
    if (otrl_privkey_fingerprint_raw(users, fingerprint, account, PROTOCOL) == NULL) exit(3);
    fputs("ready", stdout);
    print_hex(fingerprint, sizeof fingerprint);
    printf(" %08x\n", otrl_instag_find(users, account, PROTOCOL)->instag);
    fflush(stdout);
}

int main(int argc, char **argv) {
    if (argc != 3) return 2;
    account = argv[1];
    peer = argv[2];
    gcry_control(GCRYCTL_ENABLE_QUICK_RANDOM, 0); /* a key for one test need not wait for entropy */
    OTRL_INIT;
    users = otrl_userstate_create();
    report_ready();
    char *line = NULL;
    size_t capacity = 0;
    for (ssize_t length; (length = getline(&line, &capacity, stdin)) > 0;) {
        if (line[length - 1] == '\n') line[length - 1] = '\0';
        run(line);
        puts("done");
        fflush(stdout);
    }
    free(line);
    otrl_userstate_free(users);
    return 0;
}
