#include "app/workspace/workspace.h"
#include "target.h"

namespace digest::fuzz {
namespace {

constexpr std::string_view file = "definitions.toml";

void require_mistake(const Error& error) {
    require_message(error);
    require(error.origin.starts_with(file), "a mistake has its place");
}

void read_topics(std::string_view bytes) {
    const auto topics = parse_topics(bytes, file);
    if (!topics) {
        return require_mistake(topics.error());
    }
    require(!topics->empty(), "there is a topic");
    for (const Topic& topic : *topics) {
        require(!topic.name.empty() && topic.weight >= 0 && topic.weight <= 10, "a topic is named and weighed");
        require(!topic.terms.empty() || !topic.also.empty(), "a topic has terms");
        require_text(topic.running_text());
    }
}

void read_venues(std::string_view bytes) {
    const auto venues = parse_venues(bytes, file);
    if (!venues) {
        return require_mistake(venues.error());
    }
    for (const Venue& venue : *venues) {
        require(!venue.name.empty() && venue.weight <= 10, "a venue is named and weighed");
    }
}

void read_landmarks(std::string_view bytes) {
    const auto landmarks = parse_landmarks(bytes, file);
    if (!landmarks) {
        return require_mistake(landmarks.error());
    }
    for (const Landmark& landmark : *landmarks) {
        require(!landmark.names.empty() && !landmark.title.empty(), "a landmark has names and a title");
        require_text(landmark.address());
    }
}

/// topics.toml, venues.toml or landmarks.toml, told apart by their own words.
void read_definitions(std::string_view bytes) {
    if (bytes.find("landmark") != std::string_view::npos) {
        return read_landmarks(bytes);
    }
    if (bytes.find("venue") != std::string_view::npos) {
        return read_venues(bytes);
    }
    read_topics(bytes);
}

const Target target{"topics", read_definitions};

}  // namespace
}  // namespace digest::fuzz
