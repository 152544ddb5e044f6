// Memory: one heap that only moves up, and is set back by the host. Nothing is ever freed alone, so nothing can leak twice.
// Knows not what stands in it.

import { LINK_HEAP, LINK_FRAME, LINK_FRAMEBYTES, FRAME_MOST } from "./offsets.generated";

/** Room for so many bytes, on a multiple of 8; traps where memory ends. */
export function alloc(bytes: usize): usize {
  const at = (<usize>load<u32>(LINK_HEAP) + 7) & ~7;
  const end = at + bytes;
  if (end < at) unreachable();
  ensure(end);
  store<u32>(LINK_HEAP, <u32>end);
  return at;
}

/** Memory up to an address. */
export function ensure(end: usize): void {
  const has = <usize>memory.size() << 16;
  if (end > has && memory.grow(<i32>((end - has + 0xffff) >> 16)) < 0) unreachable();
}

/** The buffer for frames: the same one until a larger one is asked for; 0 for more than a frame may have. */
export function frame_reserve(bytes: usize): usize {
  if (bytes > FRAME_MOST) return 0;
  const has = <usize>load<u32>(LINK_FRAMEBYTES);
  const frame = <usize>load<u32>(LINK_FRAME);
  if (bytes <= has) return frame;
  if (has != 0 && frame + has == <usize>load<u32>(LINK_HEAP)) store<u32>(LINK_HEAP, <u32>frame);
  const wanted = min<usize>(max<usize>(max<usize>(bytes, has << 1), 4096), FRAME_MOST);
  const at = (alloc(wanted + 8) + 15) & ~15;
  store<u32>(LINK_HEAP, <u32>(at + wanted));
  store<u32>(LINK_FRAME, <u32>at);
  store<u32>(LINK_FRAMEBYTES, <u32>wanted);
  return at;
}
