#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <toml++/toml.h>

#include "digest/base/error.h"

namespace digest {

/// Reads one table strictly: each key is asked for by name and type, and finish() refuses what nobody asked for. The
/// first mistake is kept; what is asked for after it returns its default.
class TomlTable {
  public:
    TomlTable(const toml::table& table, std::string path, std::string file)
        : table_(table), path_(std::move(path)), file_(std::move(file)) {}

    void read(std::string_view key, std::string& value);
    void read(std::string_view key, bool& value);
    void read(std::string_view key, int& value, int least, int most);
    void read(std::string_view key, double& value, double least, double most);
    void read(std::string_view key, std::vector<std::string>& value);
    void read_choice(std::string_view key, std::string& value, const std::vector<std::string>& choices);
    void read_choices(std::string_view key, std::vector<std::string>& value, const std::vector<std::string>& choices);

    /// A sub-table, or an empty one.
    TomlTable table(std::string_view key);
    /// The tables of an array of tables; empty when it is absent.
    std::vector<TomlTable> tables(std::string_view key);
    bool has(std::string_view key) const { return table_.contains(key); }

    /// An error at a key, or at the table itself where the key is absent.
    Error error_at(std::string_view key, std::string message, std::string next = {}) const;
    void keep(Error error) {
        if (!error_) {
            error_ = std::move(error);
        }
    }

    /// The first key that nobody asked for, else the first mistake.
    std::optional<Error> finish() const;

  private:
    const toml::node* find(std::string_view key);
    void wrong_type(std::string_view key, std::string_view expected);
    std::string full_name(std::string_view key) const;

    const toml::table& table_;
    std::string path_;
    std::string file_;
    std::set<std::string, std::less<>> asked_{};
    std::optional<Error> error_{};
};

/// Parses, or a user_file error with its position.
Result<toml::table> parse_toml(std::string_view text, std::string_view file);

}  // namespace digest
