/*
 * libotr's three files, written and read by libotr itself.
 *
 *   keyfiles add FOLDER ACCOUNT PROTOCOL           a new key and a new instance tag; what is there is kept
 *   keyfiles trust FOLDER PEER ACCOUNT PROTOCOL FINGERPRINT TRUST   a fingerprint, 40 hex digits
 *   keyfiles list FOLDER                           what libotr finds in the files, one line each, texts in hex:
 *                                                  key ACCOUNT PROTOCOL FINGERPRINT · tag ACCOUNT PROTOCOL TAG ·
 *                                                  fingerprint PEER ACCOUNT PROTOCOL FINGERPRINT TRUST
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gcrypt.h>
/* privkey.h uses what proto.h declares. */
#include <libotr/proto.h>
#include <libotr/context.h>
#include <libotr/instag.h>
#include <libotr/privkey.h>

static OtrlUserState users;
static char keys[4096], prints[4096], tags[4096];

static void check(gcry_error_t error, const char *what) {
    if (!error) return;
    fprintf(stderr, "%s: %s\n", what, gcry_strerror(error));
    exit(1);
}

static int is_there(const char *path) {
    FILE *file = fopen(path, "rb");
    if (file != NULL) fclose(file);
    return file != NULL;
}

static void read_all(const char *folder) {
    snprintf(keys, sizeof keys, "%s/otr.private_key", folder);
    snprintf(prints, sizeof prints, "%s/otr.fingerprints", folder);
    snprintf(tags, sizeof tags, "%s/otr.instance_tags", folder);
    if (is_there(keys)) check(otrl_privkey_read(users, keys), "keys");
    if (is_there(tags)) check(otrl_instag_read(users, tags), "tags");
    if (is_there(prints)) check(otrl_privkey_read_fingerprints(users, prints, NULL, NULL), "fingerprints");
}

static void print_hex(const void *bytes, size_t length) {
    const unsigned char *at = bytes;
    putchar(' ');
    if (length == 0) putchar('-');
    for (size_t i = 0; i < length; i++) printf("%02x", at[i]);
}

static void print_text(const char *text) {
    print_hex(text, text == NULL ? 0 : strlen(text));
}

static void list(void) {
    for (OtrlPrivKey *key = users->privkey_root; key != NULL; key = key->next) {
        unsigned char fingerprint[20];
        if (otrl_privkey_fingerprint_raw(users, fingerprint, key->accountname, key->protocol) == NULL) exit(1);
        fputs("key", stdout);
        print_text(key->accountname);
        print_text(key->protocol);
        print_hex(fingerprint, sizeof fingerprint);
        putchar('\n');
    }
    for (OtrlInsTag *tag = users->instag_root; tag != NULL; tag = tag->next) {
        fputs("tag", stdout);
        print_text(tag->accountname);
        print_text(tag->protocol);
        printf(" %08x\n", tag->instag);
    }
    for (ConnContext *context = users->context_root; context != NULL; context = context->next) {
        for (Fingerprint *one = context->fingerprint_root.next; one != NULL; one = one->next) {
            fputs("fingerprint", stdout);
            print_text(context->username);
            print_text(context->accountname);
            print_text(context->protocol);
            print_hex(one->fingerprint, 20);
            print_text(one->trust);
            putchar('\n');
        }
    }
}

static void trust(char **words) {
    unsigned char bytes[20];
    for (int i = 0; i < 20; i++) {
        unsigned int byte;
        if (sscanf(words[3] + 2 * i, "%2x", &byte) != 1) exit(2);
        bytes[i] = (unsigned char)byte;
    }
    ConnContext *context = otrl_context_find(users, words[0], words[1], words[2], OTRL_INSTAG_MASTER, 1, NULL, NULL, NULL);
    otrl_context_set_trust(otrl_context_find_fingerprint(context, bytes, 1, NULL), words[4]);
    check(otrl_privkey_write_fingerprints(users, prints), "fingerprints");
}

int main(int argc, char **argv) {
    if (argc < 3) return 2;
    gcry_control(GCRYCTL_ENABLE_QUICK_RANDOM, 0); /* a key for one test need not wait for entropy */
    OTRL_INIT;
    users = otrl_userstate_create();
    read_all(argv[2]);
    if (strcmp(argv[1], "list") == 0) {
        list();
    } else if (strcmp(argv[1], "add") == 0 && argc == 5) {
        check(otrl_privkey_generate(users, keys, argv[3], argv[4]), "keys");
        check(otrl_instag_generate(users, tags, argv[3], argv[4]), "tags");
    } else if (strcmp(argv[1], "trust") == 0 && argc == 8) {
        trust(argv + 3);
    } else {
        return 2;
    }
    otrl_userstate_free(users);
    return 0;
}
