#include "digest/learn/model_file.h"

#include <fstream>
#include <sstream>

#include <catch2/catch.hpp>

#include "digest/base/hash.h"

namespace digest {
namespace {

ModelFile sample_file() {
    ModelFile file;
    file.model.name = "taste of\nmine";
    file.model.bucket_bits = 8;
    file.model.scale = 0.1;
    file.model.bias = -3.0000000000000004;
    file.model.author_history = true;
    file.model.weights.assign(256, 0);
    file.model.weights[0] = -128;
    file.model.weights[255] = 127;
    file.authors = {{"Ada B. Example", 1.25}, {"Zo\xC3\xAB Sample", -0.5}};
    return file;
}

/// A file whose checksum is right although its fields are not.
std::string resealed(std::string text) {
    text.erase(text.rfind("checksum "));
    return text + "checksum " + content_hash_of_format_1(text) + "\n";
}

std::string with(const std::string& what, const std::string& instead) {
    std::string text = format_model(sample_file());
    const std::size_t at = text.find(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), instead);
}

std::string message_of(const std::string& text) {
    const auto file = parse_model_file(text, "my.model");
    REQUIRE_FALSE(file);
    CHECK(file.error().kind == ErrorKind::user_file);
    CHECK(file.error().origin == "my.model");
    CHECK_FALSE(file.error().next.empty());
    return file.error().message;
}

}  // namespace

TEST_CASE("a model comes back from its file to the last bit") {
    ModelFile file = sample_file();
    const std::string text = format_model(file);
    const auto again = parse_model_file(text, "my.model");
    REQUIRE(again);
    file.model.name = "taste of mine";
    CHECK(*again == file);
    CHECK(format_model(*again) == text);
    CHECK(*parse_model(text, "my.model") == file.model);
}

TEST_CASE("a model of another version is refused by its number") {
    CHECK(message_of(with("model 2\n", "model 1\n")) == "the model file has format 1, this program reads format 2");
    CHECK(message_of(with("model 2\n", "model x\n")).find("version cannot be read") != std::string::npos);
}

TEST_CASE("damage anywhere is noticed") {
    const std::string text = format_model(sample_file());
    for (std::size_t at = 30; at < text.size(); at += 7) {
        std::string damaged = text;
        damaged[at] = damaged[at] == 'x' ? 'y' : 'x';
        INFO(at);
        CHECK_FALSE(parse_model_file(damaged, "my.model"));
    }
    for (std::size_t size = 0; size < text.size(); size += 11) {
        INFO(size);
        CHECK_FALSE(parse_model_file(text.substr(0, size), "my.model"));
    }
    CHECK_FALSE(parse_model_file(text + "more\n", "my.model"));
}

TEST_CASE("what is no model at all says so") {
    CHECK(message_of("") == "this is not a model file of digest");
    CHECK(message_of("<html></html>") == "this is not a model file of digest");
    CHECK(message_of("digest linear model 2\n") == "the model file is cut short: it has no checksum");
}

TEST_CASE("fields that make no sense are refused even with a right checksum") {
    const std::string wrong = "the model file is damaged: its fields make no sense";
    CHECK(message_of(resealed(with("bucket_bits 8", "bucket_bits 31"))) == wrong);
    CHECK(message_of(resealed(with("bucket_bits 8", "bucket_bits 9"))) == wrong);
    CHECK(message_of(resealed(with("scale 0.1", "scale nan"))) == wrong);
    CHECK(message_of(resealed(with("scale 0.1", "scale -inf"))) == wrong);
    CHECK(message_of(resealed(with("authors 2", "authors 99999999999"))) == wrong);
    CHECK(message_of(resealed(with("authors 2", "authors 1"))) == wrong);
    CHECK(message_of(resealed(with("author_history yes", "author_history maybe"))) == wrong);
    CHECK(message_of(resealed(with("author 1.25", "author 1.2.5"))) == wrong);
    CHECK(message_of(resealed(with("Zo\xC3\xAB Sample", "Ada B. Example"))) == wrong);
    CHECK(message_of(resealed(with("Ada B. Example", "Ada B.\rExample"))) == wrong);
}

TEST_CASE("the shipped model is small, can be read, names nobody and tells papers apart") {
    std::ostringstream text;
    text << std::ifstream(DIGEST_SOURCE_DIR "/data/models/notability.model", std::ios::binary).rdbuf();
    REQUIRE_FALSE(text.str().empty());
    CHECK(text.str().size() <= 1'000'000);
    const auto file = parse_model_file(text.str(), "notability.model");
    REQUIRE(file);
    CHECK_FALSE(file->model.author_history);
    CHECK(file->authors.empty());
    CHECK(format_model(*file) == text.str());

    Paper notable;
    notable.title = "MossLM: scaling reasoning with open models";
    notable.abstract = "We train language models that reason longer. Code: https://github.com/moss/lm";
    notable.authors.assign(12, "Ada Example");
    Paper usual;
    usual.title = "A deep network for the detection of moss";
    usual.abstract = "In this study a neural network is proposed for the detection of moss in images.";
    usual.authors.assign(2, "Ada Example");
    CHECK(linear_probability(file->model, notable) > 5 * linear_probability(file->model, usual));
}

}  // namespace digest
