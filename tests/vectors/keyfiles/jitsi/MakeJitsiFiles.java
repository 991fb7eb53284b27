/*
 * Makes sip-communicator.properties and contactlist.xml as Jitsi 2 does: the same classes of Java make the keys, encode
 * them and write the files; the names of the properties are put together as Jitsi's OtrConfigurator does it.
 *
 *   java MakeJitsiFiles.java        in this folder; it prints the fingerprints
 */
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.interfaces.DSAPublicKey;
import java.util.Base64;
import java.util.Properties;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class MakeJitsiFiles {
    static final String ALICE = "Jabber:alice@example.org@example.org";
    static final String WORK = "Jabber:a.l_i-ce@work.example.org@xmpp.example.org";
    static final Properties settings = new Properties();

    /** Letters and digits stay; a digit does not come first. */
    static String property(String id) {
        String start = Character.isDigit(id.charAt(0)) ? "p" + id : id;
        StringBuilder name = new StringBuilder("net.java.sip.communicator.plugin.otr.");
        for (char one : start.toCharArray()) name.append(Character.isLetterOrDigit(one) ? one : '_');
        return name.toString();
    }

    static void set(String id, byte[] value) {
        settings.setProperty(property(id), Base64.getEncoder().encodeToString(value));
    }

    static KeyPair newKey() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("DSA");
        generator.initialize(1024);
        return generator.generateKeyPair();
    }

    static void account(String node, String uid, String user) {
        String prefix = "net.java.sip.communicator.impl.protocol.jabber." + node;
        settings.setProperty(prefix, node);
        settings.setProperty(prefix + ".ACCOUNT_UID", uid);
        settings.setProperty(prefix + ".USER_ID", user);
        settings.setProperty(prefix + ".ENCRYPTED_PASSWORD", Base64.getEncoder().encodeToString("not one".getBytes()));
        settings.setProperty(prefix + ".RESOURCE", "jitsi-1a2b3c");
    }

    static void identity(String uid) throws Exception {
        KeyPair key = newKey();
        set(uid + ".publicKey", key.getPublic().getEncoded());
        set(uid + ".privateKey", key.getPrivate().getEncoded());
        System.out.println(uid + " " + fingerprint(key.getPublic()));
    }

    static void contact(String address, boolean... verified) throws Exception {
        StringBuilder all = new StringBuilder();
        for (boolean one : verified) {
            String fingerprint = fingerprint(newKey().getPublic());
            all.append(all.length() == 0 ? "" : ",").append(fingerprint);
            settings.setProperty(property(address + fingerprint + ".fingerprint.verified"), String.valueOf(one));
            System.out.println(address + " " + fingerprint + " " + one);
        }
        settings.setProperty(property(address + ".fingerprints"), all.toString());
    }

    /** As Jitsi wrote it until 2013: the whole key, and one mark. */
    static void oldContact(String address, boolean verified) throws Exception {
        PublicKey key = newKey().getPublic();
        set(address + ".publicKey", key.getEncoded());
        if (verified) settings.setProperty(property(address + ".publicKey.verified"), "true");
        System.out.println(address + " " + fingerprint(key) + " " + verified);
    }

    /** OTR version 3, "Public keys, signatures, and fingerprints". */
    static String fingerprint(PublicKey key) throws Exception {
        DSAPublicKey dsa = (DSAPublicKey) key;
        MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
        BigInteger[] numbers = {dsa.getParams().getP(), dsa.getParams().getQ(), dsa.getParams().getG(), dsa.getY()};
        for (BigInteger number : numbers) {
            byte[] bytes = number.toByteArray();
            int zeros = bytes[0] == 0 ? 1 : 0;
            int length = bytes.length - zeros;
            sha1.update(new byte[] {0, 0, (byte) (length >> 8), (byte) length});
            sha1.update(bytes, zeros, length);
        }
        return String.format("%040X", new BigInteger(1, sha1.digest()));
    }

    static Element child(Element parent, String name) {
        Element element = parent.getOwnerDocument().createElement(name);
        parent.appendChild(element);
        return element;
    }

    static void list(Element contacts, String uid, String address, String displayName) {
        Element meta = child(contacts, "meta-contact");
        meta.setAttribute("uid", String.valueOf(address.hashCode()));
        child(meta, "display-name").setTextContent(displayName);
        Element contact = child(meta, "contact");
        contact.setAttribute("address", address);
        contact.setAttribute("account-id", uid);
        contact.setAttribute("parent-proto-group-uid", "ContactListRoot");
        child(contact, "persistent-data").setTextContent("displayName=" + displayName + ";");
    }

    static void writeContacts() throws Exception {
        Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder().newDocument();
        Element root = document.createElement("sip-communicator");
        document.appendChild(root);
        Element group = child(root, "group");
        group.setAttribute("name", "RootMetaContactGroup");
        Element contacts = child(group, "child-contacts");
        list(contacts, ALICE, "bob@example.org", "Bob <contact address=\"eve@example.org\"> & friends");
        list(contacts, ALICE, "zoë.o'hara@example.org", "Zoë");
        list(contacts, WORK, "9lives@example.org", "Nine");
        list(contacts, ALICE, "old@example.org", "Old");
        list(contacts, ALICE, "a.b@example.org", "One of two that Jitsi cannot tell apart");
        list(contacts, ALICE, "a-b@example.org", "The other");
        var transformer = TransformerFactory.newInstance().newTransformer();
        transformer.setOutputProperty(OutputKeys.INDENT, "yes");
        transformer.setOutputProperty(OutputKeys.ENCODING, "UTF-8");
        try (OutputStream file = Files.newOutputStream(Path.of("contactlist.xml"))) {
            transformer.transform(new DOMSource(document), new StreamResult(file));
        }
    }

    public static void main(String[] args) throws Exception {
        settings.setProperty("net.java.sip.communicator.UUID", "00000000-0000-0000-0000-000000000000");
        settings.setProperty("net.java.sip.communicator.impl.gui.chat.LAST", "a text = with: signs # and\nlines\\ ");
        account("acc1400000000000", ALICE, "alice@example.org");
        account("acc1400000000001", WORK, "a.l_i-ce@work.example.org");
        identity(ALICE);
        identity(WORK);
        // Of an account that was removed since: the key stays behind.
        identity("Google Talk:gone@example.org@talk.example.org");
        contact("bob@example.org", true, false);
        contact("zoë.o'hara@example.org", true);
        contact("9lives@example.org", false);
        oldContact("old@example.org", true);
        contact("a.b@example.org", true);
        contact("nobody@example.org", true);
        try (FileOutputStream file = new FileOutputStream("sip-communicator.properties")) {
            settings.store(file, null);
        }
        writeContacts();
    }
}
