#pragma once

namespace digest {

/// Before anything is allocated: a month of papers is a hundred megabytes of small strings, so the heap is reserved in
/// one piece and the kernel asked to back it with large pages (where it has them: a third of the time of a build went
/// into getting small ones). Reserved is not used: a short run touches no more memory than before. No effect but on
/// speed, and none at all where the C library is not glibc.
void reserve_heap();

}  // namespace digest
