#include "digest/harvest/plain_or_gzip.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>

#include <fmt/format.h>
#include <zlib.h>

namespace digest {
namespace {

struct CloseGzip {
    void operator()(gzFile file) const { gzclose(file); }
};

}  // namespace

Result<std::string> read_plain_or_gzip(const std::filesystem::path& file, std::size_t most) {
    const std::unique_ptr<gzFile_s, CloseGzip> input{gzopen(file.c_str(), "rbe")};
    if (!input) {
        return fail(ErrorKind::user_file, fmt::format("cannot open: {}", std::strerror(errno)), file.string(),
                    "check the path and its permissions");
    }
    std::string text;
    char buffer[1 << 16];
    while (text.size() < most) {
        const auto wanted = static_cast<unsigned>(std::min(sizeof buffer, most - text.size()));
        const int count = gzread(input.get(), buffer, wanted);
        int code = Z_OK;
        const char* what = gzerror(input.get(), &code);
        // A file that is cut short reads to its end and only then tells.
        if (count < 0 || (count == 0 && code == Z_BUF_ERROR)) {
            return fail(ErrorKind::data, fmt::format("cannot be read: {}", what), file.string(),
                        "name an undamaged copy");
        }
        if (count == 0) {
            break;
        }
        text.append(buffer, static_cast<std::size_t>(count));
    }
    return text;
}

}  // namespace digest
