#include "digest/app/machine/heap.h"

#include <cstdint>
#include <cstdlib>

#include <sys/mman.h>
#include <unistd.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace digest {

void reserve_heap() {
#ifdef __GLIBC__
    constexpr int reserved = 96 << 20;
    constexpr int step = 8 << 20;
    constexpr std::uintptr_t large_page = 2 << 20;
    mallopt(M_MMAP_THRESHOLD, 32 << 20);
    mallopt(M_TRIM_THRESHOLD, 4 * reserved);
    mallopt(M_TOP_PAD, reserved);
    const auto begin = reinterpret_cast<std::uintptr_t>(sbrk(0));
    void* volatile grown = std::malloc(1 << 20);  // makes the heap grow by all that is reserved
    std::free(grown);
    const auto end = reinterpret_cast<std::uintptr_t>(sbrk(0));
    mallopt(M_TOP_PAD, step);
    const std::uintptr_t first = (begin + large_page - 1) / large_page * large_page;
    const std::uintptr_t last = end / large_page * large_page;
    if (last > first) {
        // NOLINTNEXTLINE(performance-no-int-to-ptr): an address rounded to a page
        madvise(reinterpret_cast<void*>(first), last - first, MADV_HUGEPAGE);
    }
#endif
}

}  // namespace digest
