import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import nodemailer, { type SendMailOptions } from "nodemailer";
import { type Clock, systemClock } from "../../platform/clock.ts";
import { isPlainAddress, type Mail, oneLine, type Sender } from "./mail.ts";

export interface MailTransport {
  /** Rejects with a `MailNotSent`, which holds no address. */
  send(mail: Mail): Promise<void>;
  close(): void;
}

/** Whether the mail went out may be unknown: a server can fall silent after it has taken it. */
export class MailNotSent extends Error {
  override readonly name = "MailNotSent";
}

const CONNECTIONS = 2;
const CONNECT_TIMEOUT_MS = 10_000;
/** Some servers look a mail over before they take it. */
const SOCKET_TIMEOUT_MS = 30_000;

/** Sends by SMTP: `smtp://user:password@host:587`, `smtps://host`. */
export function createSmtpTransport(url: string, sender: Sender): MailTransport {
  const smtp = nodemailer.createTransport({
    url,
    pool: true,
    maxConnections: CONNECTIONS,
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: SOCKET_TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send(mail) {
      const message = messageOf(mail, sender);
      try {
        await smtp.sendMail(message);
      } catch (error) {
        throw notSent(error);
      }
    },
    close: () => smtp.close(),
  };
}

/** Writes mails into a folder, as files that every mail program opens: `2026-11-27-<reference>.eml`. */
export function createFolderTransport(directory: string, sender: Sender, clock: Clock = systemClock): MailTransport {
  const compiler = nodemailer.createTransport({
    streamTransport: true,
    buffer: true,
    newline: "unix",
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send(mail) {
      const { message } = await compiler.sendMail(messageOf(mail, sender));
      const day = clock.now().toISOString().slice(0, 10);
      const file = join(directory, `${day}-${mail.reference.replace(/[^\w.-]+/g, "-")}.eml`);
      // A half-written mail is never seen.
      await writeInto(directory, `${file}.part`, message as Buffer);
      await rename(`${file}.part`, file);
    },
    close: () => undefined,
  };
}

/** Mails hold addresses, so the folder is the owner's alone. It is made by the first mail, and again should somebody have taken it away. */
async function writeInto(directory: string, file: string, bytes: Buffer): Promise<void> {
  const write = () => writeFile(file, bytes, { mode: 0o600 });
  await write().catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
    await mkdir(directory, { recursive: true, mode: 0o700 });
    await write();
  });
}

function messageOf(mail: Mail, sender: Sender): SendMailOptions {
  if (!isPlainAddress(mail.to)) throw new MailNotSent("the address of the recipient is not one plain address");
  return {
    from: { name: oneLine(sender.shopName), address: sender.from },
    to: { name: "", address: mail.to },
    subject: oneLine(mail.subject),
    text: mail.text,
    html: mail.html,
    messageId: mail.messageId,
    // RFC 3834: no out-of-office replies to a machine.
    headers: { "auto-submitted": "auto-generated" },
  };
}

/** The server's own words may repeat the address; its codes do not. */
function notSent(error: unknown): MailNotSent {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown };
  const codes = [code, responseCode].filter((value) => typeof value === "string" || typeof value === "number");
  return new MailNotSent(`the mail server did not take it: ${codes.length === 0 ? "no code" : codes.join(" ")}`);
}
