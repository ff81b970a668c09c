#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "digest/base/dates.h"

namespace digest {

/// What the program is told of the world, gathered once in main: nothing below it reads clock or environment.
struct Environment {
    Timestamp now{};                     ///< when the program was started: what editions are built by
    std::function<Timestamp()> clock{};  ///< the time of a message; empty: always `now`
    std::function<std::optional<std::string>(const char* name)> variable{};  ///< an environment variable
    std::string program_path{};              ///< of the running executable, links resolved
    std::stop_token stop{};                  ///< SIGINT or SIGTERM came
    std::function<bool()> was_terminated{};  ///< it was SIGTERM
    bool stdin_is_terminal = false;
    bool stdout_is_terminal = false;
    bool stderr_is_terminal = false;
    std::function<int(std::string_view)> write_out{};   ///< stdout; 0, or the errno of what went wrong
    std::function<void(std::string_view)> write_err{};  ///< stderr
    /// Takes what nobody looks at again. To free a month's papers takes as long as to select ten of them: main keeps
    /// them to the end of the process instead. Empty: they are freed at once.
    std::function<void(std::shared_ptr<void>)> keep_until_exit{};
    std::function<std::optional<std::string>()> read_line{};  ///< of stdin, without its end; nothing: no more

    template <class Value>
    void free_at_exit(Value&& value) const {
        if (keep_until_exit) {
            keep_until_exit(std::make_shared<std::decay_t<Value>>(std::forward<Value>(value)));
        }
    }

    std::string variable_or(const char* name, std::string_view otherwise) const {
        const auto value = variable ? variable(name) : std::nullopt;
        return value && !value->empty() ? *value : std::string{otherwise};
    }
};

}  // namespace digest
