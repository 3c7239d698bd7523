import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { simpleParser } from "mailparser";
import type { Mail } from "./mail.ts";
import { createFolderTransport, createSmtpTransport, MailNotSent } from "./mail-transport.ts";
import { sender, someOrder, startMailServer } from "./notifications.fixture.ts";
import { orderMail } from "./order-mails.ts";

const mail: Mail = {
  ...orderMail("order-confirmation", someOrder(), sender),
  to: "ada@buyers.example",
  messageId: "<01-stable@gifts.example>",
  reference: "T-1000042-order-confirmation",
};

async function withServer(
  work: (server: Awaited<ReturnType<typeof startMailServer>>) => Promise<void>,
  refuse?: (count: number) => number | null,
): Promise<void> {
  const server = await startMailServer(refuse);
  try {
    await work(server);
  } finally {
    await server.close();
  }
}

test("a mail arrives by SMTP with both forms, its sender and its id", () =>
  withServer(async (server) => {
    const transport = createSmtpTransport(server.url, sender);
    await transport.send(mail);
    transport.close();
    const [{ mail: got, recipients }] = server.delivered as [(typeof server.delivered)[0]];
    assert.deepEqual(recipients, ["ada@buyers.example"]);
    assert.equal(got.subject, mail.subject);
    assert.equal(got.messageId, mail.messageId);
    assert.equal(got.from?.text, '"Gift & Co" <shop@gifts.example>');
    assert.equal(got.text?.trim(), mail.text.trim());
    assert.ok(String(got.html).includes("White hanging heart"));
    assert.equal(got.headers.get("auto-submitted"), "auto-generated");
  }));

test("nothing in a mail can add a header or a recipient", () =>
  withServer(async (server) => {
    const transport = createSmtpTransport(server.url, { ...sender, shopName: "Gift\r\nBcc: eve@example.com" });
    await transport.send({ ...mail, subject: "Hello\r\nBcc: eve@example.com\r\n\r\nbody" });
    const injected = [
      "a@example.com,eve@example.com",
      "a@example.com\r\nBcc: eve@example.com",
      "a@example.com> RCPT TO:<eve@example.com",
    ];
    for (const to of injected) await assert.rejects(transport.send({ ...mail, to }), MailNotSent);
    transport.close();
    assert.equal(server.delivered.length, 1);
    const [{ mail: got, recipients, raw }] = server.delivered as [(typeof server.delivered)[0]];
    assert.deepEqual(recipients, ["ada@buyers.example"]);
    assert.equal(got.bcc, undefined);
    assert.doesNotMatch(raw, /^bcc:/im);
  }));

test("an error of the mail server says the codes and never the address", () =>
  withServer(
    async (server) => {
      const transport = createSmtpTransport(server.url, sender);
      await assert.rejects(transport.send(mail), (error: Error) => {
        assert.equal(error.message, "the mail server did not take it: EENVELOPE 550");
        assert.doesNotMatch(JSON.stringify([error, error.cause, error.stack]), /ada@/);
        return true;
      });
      transport.close();
    },
    () => 550,
  ));

test("without a mail server mails are files that any mail program opens", async () => {
  const directory = join(await mkdtemp(join(tmpdir(), "tenfold mails ")), "mails");
  try {
    const transport = createFolderTransport(directory, sender, { now: () => new Date("2026-11-27T23:59:00Z") });
    await transport.send(mail);
    await transport.send({ ...mail, reference: "../../T-7\n-x" });
    assert.deepEqual(await readdir(directory), ["2026-11-27-..-..-T-7--x.eml", "2026-11-27-T-1000042-order-confirmation.eml"]);
    const file = join(directory, "2026-11-27-T-1000042-order-confirmation.eml");
    const got = await simpleParser(await readFile(file));
    assert.equal(got.messageId, mail.messageId);
    assert.equal(got.text?.trim(), mail.text.trim());
    if (process.platform !== "win32") assert.equal((await stat(file)).mode & 0o077, 0);
  } finally {
    await rm(join(directory, ".."), { recursive: true });
  }
});
