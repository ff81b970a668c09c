#include "digest/base/base64.h"
#include "digest/base/hash.h"
#include "digest/learn/model_file.h"
#include "target.h"

namespace digest::fuzz {
namespace {

void read_file(const std::string& text) {
    const auto file = parse_model_file(text, "taste.model");
    if (!file) {
        return require_message(file.error());
    }
    require(file->model.weights.size() == std::size_t{1} << file->model.bucket_bits, "a weight for each bucket");
    const std::string written = format_model(*file);
    const auto again = parse_model_file(written, "taste.model");
    require(again && format_model(*again) == written, "what is read can be written and read again");
}

/// The bytes as they are, and with what no fuzzer hits upon: the weights of 256 buckets and the checksum.
void read_model(std::string_view bytes) {
    std::string text(bytes);
    if (!text.ends_with('\n')) {
        text += '\n';
    }
    if (text.ends_with("\nweights\n")) {
        text += to_base64(std::string(256, '\x05')) + '\n';
    }
    read_file(text);
    text += "checksum " + content_hash_of_format_1(text) + '\n';
    read_file(text);
}

const Target target{"model", read_model};

}  // namespace
}  // namespace digest::fuzz
