// Labels joined: over the edge kinds of a frame, and over the resources that a call names.
// Knows no conditions.

import {
  WITH_LABELLERS, LABELS_TRUST, LABELS_SECRECY, LABELS_UNKNOWN, LABELS_TAGS, HEADER_SELF, HEADER_FLOWS, FLOW_BYTES, LINK_JOINED, LINK_LABELLERS,
  HEADER_RESOURCES, HEADER_RESOURCESAT, HEADER_RESOURCESOPEN, RESOURCE_KIND, RESOURCE_AT, RESOURCE_LENGTH, RESOURCE_BYTES,
  BINDING_COUNTERS, BINDING_TARGET, LABELLER_DFA, LABELLER_LABELS, LABELLER_MORE,
} from "./offsets.generated";
import { run } from "./dfa";

/** Makes `into` at least as tainted as `labels`. */
export function rt_join(into: usize, labels: usize): void {
  store<u8>(into, max(load<u8>(into, LABELS_TRUST), load<u8>(labels, LABELS_TRUST)), LABELS_TRUST);
  store<u8>(into, max(load<u8>(into, LABELS_SECRECY), load<u8>(labels, LABELS_SECRECY)), LABELS_SECRECY);
  store<u8>(into, load<u8>(into, LABELS_UNKNOWN) | load<u8>(labels, LABELS_UNKNOWN), LABELS_UNKNOWN);
  store<u32>(into, load<u32>(into, LABELS_TAGS) | load<u32>(labels, LABELS_TAGS), LABELS_TAGS);
}

/** Joins what came by the three edge kinds. */
export function joined(frame: usize): void {
  store<u64>(LINK_JOINED, load<u64>(frame, HEADER_FLOWS));
  rt_join(LINK_JOINED, frame + HEADER_FLOWS + FLOW_BYTES);
  rt_join(LINK_JOINED, frame + HEADER_FLOWS + 2 * FLOW_BYTES);
}

/** Empties the place where `bind` answers, but for the target's labels: the declared ones of all resources that the call names, joined to those that the kernel says they have. */
export function rt_target(frame: usize, binding: usize): void {
  memory.fill(binding, 0, BINDING_COUNTERS);
  const into = binding + BINDING_TARGET;
  store<u64>(into, load<u64>(frame, HEADER_SELF));
  if (WITH_LABELLERS) labelled(frame, into);
  if (load<u32>(frame, HEADER_RESOURCESOPEN) != 0) store<u8>(into, 1, LABELS_UNKNOWN);
}

/** Joins what is declared of each resource that the call names. */
function labelled(frame: usize, into: usize): void {
  let at = frame + <usize>load<u32>(frame, HEADER_RESOURCESAT);
  for (let left = load<u32>(frame, HEADER_RESOURCES); left != 0; left--) {
    const labeller = <usize>load<u32>((<usize>(load<u32>(at, RESOURCE_KIND) & 15) << 2), LINK_LABELLERS);
    if (labeller != 0) rt_label(labeller, at, into);
    at += RESOURCE_BYTES;
  }
}

/** Joins what a chain of labellers says of a resource. */
export function rt_label(labeller: usize, at: usize, into: usize): void {
  const text = at + <usize>load<u32>(at, RESOURCE_AT);
  const length = load<u32>(at, RESOURCE_LENGTH);
  while (labeller != 0) {
    const output = run(<usize>load<u32>(labeller, LABELLER_DFA), text, length);
    if (output != 0) rt_join(into, <usize>load<u32>(labeller, LABELLER_LABELS) + (output << 3));
    labeller = <usize>load<u32>(labeller, LABELLER_MORE);
  }
}
