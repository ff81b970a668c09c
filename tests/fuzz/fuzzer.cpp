// libFuzzer's entry: the one target that is linked with it.
#include <cstdint>

#include "target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const digest::fuzz::Run run = digest::fuzz::targets().begin()->second;
    run({reinterpret_cast<const char*>(data), size});
    return 0;
}
