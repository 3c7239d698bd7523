import type { ButtonHTMLAttributes, ReactNode } from "react";
import { Link } from "wouter";
import { joined } from "./joined.ts";
import "./button.css";

type Look = {
  readonly kind?: "primary" | "secondary" | "quiet" | "danger";
  readonly size?: "small" | "normal" | "large";
  readonly isWide?: boolean;
};

const classOf = ({ kind = "secondary", size = "normal", isWide = false }: Look, more?: string) =>
  joined("button", `button--${kind}`, `button--${size}`, isWide && "button--wide", more);

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & Look & { readonly isBusy?: boolean };

/** While busy it stays focusable and does nothing, so that the focus is not lost. */
export function Button({ kind, size, isWide, isBusy = false, className, onClick, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={classOf({ ...(kind && { kind }), ...(size && { size }), ...(isWide && { isWide }) }, className)}
      aria-disabled={isBusy || undefined}
      onClick={isBusy ? (event) => event.preventDefault() : onClick}
    >
      {isBusy && <span className="button__spinner" aria-hidden="true" />}
      {children}
    </button>
  );
}

type LinkProps = Look & { readonly href: string; readonly className?: string; readonly children: ReactNode };

/** Looks like a button and goes to a page. */
export function ButtonLink({ href, className, children, ...look }: LinkProps) {
  return (
    <Link href={href} className={classOf(look, className)}>
      {children}
    </Link>
  );
}

type IconProps = ButtonHTMLAttributes<HTMLButtonElement> & { readonly label: string };

/** A round button with an icon; the label is read aloud and shown as a tooltip. */
export function IconButton({ label, className, children, ...rest }: IconProps) {
  return (
    <button type="button" {...rest} className={joined("icon-button", className)} aria-label={label} title={label}>
      {children}
    </button>
  );
}
