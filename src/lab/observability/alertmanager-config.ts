import { duration, MINUTE, type Profile } from "./profile.ts";

export type AlertmanagerOptions = {
  /** Where alerts are posted to, one path for each receiver. */
  readonly webhookUrl: string;
};

/** The alert that says that a cause is gone; while it fires, what follows from it wakes nobody. */
const CAUSES = { primary: "PrimaryDown", "payment-provider": "PaymentProviderDown", processes: "NoFigures" } as const;

/** Who is told what, once for each kind of trouble, and not of what follows from trouble that is known. */
export function alertmanagerConfig(profile: Profile, { webhookUrl }: AlertmanagerOptions): object {
  const scaled = (seconds: number) => duration(Math.max(1, Math.round(seconds / profile.alertScale)));
  const receiver = (name: string) => ({
    name,
    webhook_configs: [{ url: `${webhookUrl}/${name}`, send_resolved: true, max_alerts: 100 }],
  });
  return {
    route: {
      receiver: "ticket",
      group_by: ["alertname", "area"],
      // What begins together comes as one message; what joins later follows soon.
      group_wait: scaled(10),
      group_interval: scaled(MINUTE),
      repeat_interval: "4h",
      routes: [
        { matchers: ['severity="page"'], receiver: "page", repeat_interval: "1h" },
        { matchers: ['severity="scale"'], receiver: "autoscaler", group_wait: "1s", repeat_interval: scaled(5 * MINUTE) },
        { matchers: ['severity="heartbeat"'], receiver: "heartbeat", group_wait: "1s", repeat_interval: scaled(5 * MINUTE) },
      ],
    },
    inhibit_rules: [
      ...Object.entries(CAUSES).map(([cause, alert]) => ({
        source_matchers: [`alertname="${alert}"`],
        target_matchers: [`consequence_of="${cause}"`],
      })),
      // Somebody is up for this objective already.
      { source_matchers: ['severity="page"', 'slo!=""'], target_matchers: ['severity="ticket"'], equal: ["slo"] },
      { source_matchers: ['alertname="CacheStampede"'], target_matchers: ['alertname="CacheHitRateLow"'], equal: ["cache"] },
      { source_matchers: ['alertname="DiskAlmostFull"'], target_matchers: ['alertname="DiskFilling"'] },
      { source_matchers: ['alertname="NoFigures"'], target_matchers: ['alertname="ProcessDown"'] },
    ],
    receivers: ["page", "ticket", "autoscaler", "heartbeat"].map(receiver),
  };
}
