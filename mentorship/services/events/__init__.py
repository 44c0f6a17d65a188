"""Events: announced by coordinators, open to sign-up, closed with everything about who came."""
